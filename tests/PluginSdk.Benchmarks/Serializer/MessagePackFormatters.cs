using MessagePack;
using MessagePack.Formatters;

[assembly: MessagePack.Internal.GeneratedAssemblyMessagePackResolver(typeof(PluginSdk.Benchmarks.Serializer.MessagePackFormatters), 3, 1)]

namespace PluginSdk.Benchmarks.Serializer;

/// <summary>
/// Formatters of the form that MessagePack-CSharp 3.1's own source generator gives them: primitives straight to the
/// writer, everything else by asking the resolver. Written out here because that generator's package is not to be had
/// everywhere.
/// </summary>
public sealed class MessagePackFormatters : IFormatterResolver
{
    public static readonly IFormatterResolver Instance = new MessagePackFormatters();

    public IMessagePackFormatter<T>? GetFormatter<T>() => Cache<T>.Formatter;

    private static object? Find(Type type)
        => type == typeof(SmallEvent) ? new SmallEventFormatter()
        : type == typeof(MediumObject) ? new MediumObjectFormatter()
        : type == typeof(OrderLine) ? new OrderLineFormatter()
        : type == typeof(LargeList) ? new LargeListFormatter()
        : type == typeof(Entry) ? new EntryFormatter()
        : type == typeof(DictionaryHeavy) ? new DictionaryHeavyFormatter()
        : type == typeof(NumberList) ? new NumberListFormatter()
        : type == typeof(SetHeavy) ? new SetHeavyFormatter()
        : type == typeof(ReportStatus) ? new ReportStatusFormatter()
        : null;

    private static class Cache<T>
    {
        public static readonly IMessagePackFormatter<T>? Formatter = (IMessagePackFormatter<T>?)Find(typeof(T));
    }

    private sealed class ReportStatusFormatter : IMessagePackFormatter<ReportStatus>
    {
        public void Serialize(ref MessagePackWriter writer, ReportStatus value, MessagePackSerializerOptions options) => writer.Write((int)value);

        public ReportStatus Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => (ReportStatus)reader.ReadInt32();
    }

    private sealed class SmallEventFormatter : IMessagePackFormatter<SmallEvent?>
    {
        public void Serialize(ref MessagePackWriter writer, SmallEvent? value, MessagePackSerializerOptions options)
        {
            if (value == null)
            {
                writer.WriteNil();
                return;
            }

            var resolver = options.Resolver;
            writer.WriteArrayHeader(5);
            resolver.GetFormatterWithVerify<Guid>().Serialize(ref writer, value.Id, options);
            resolver.GetFormatterWithVerify<string>().Serialize(ref writer, value.Title, options);
            writer.Write(value.PublishedAt);
            writer.Write(value.Version);
            resolver.GetFormatterWithVerify<ReportStatus>().Serialize(ref writer, value.Status, options);
        }

        public SmallEvent? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        {
            if (reader.TryReadNil())
                return null;
            options.Security.DepthStep(ref reader);
            var resolver = options.Resolver;
            var length = reader.ReadArrayHeader();
            var result = new SmallEvent();
            for (var index = 0; index < length; index++)
            {
                switch (index)
                {
                    case 0:
                        result.Id = resolver.GetFormatterWithVerify<Guid>().Deserialize(ref reader, options);
                        break;
                    case 1:
                        result.Title = resolver.GetFormatterWithVerify<string>().Deserialize(ref reader, options);
                        break;
                    case 2:
                        result.PublishedAt = reader.ReadDateTime();
                        break;
                    case 3:
                        result.Version = reader.ReadInt32();
                        break;
                    case 4:
                        result.Status = resolver.GetFormatterWithVerify<ReportStatus>().Deserialize(ref reader, options);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            reader.Depth--;
            return result;
        }
    }

    private sealed class MediumObjectFormatter : IMessagePackFormatter<MediumObject?>
    {
        public void Serialize(ref MessagePackWriter writer, MediumObject? value, MessagePackSerializerOptions options)
        {
            if (value == null)
            {
                writer.WriteNil();
                return;
            }

            var resolver = options.Resolver;
            writer.WriteArrayHeader(13);
            resolver.GetFormatterWithVerify<Guid>().Serialize(ref writer, value.Id, options);
            writer.Write(value.Number);
            resolver.GetFormatterWithVerify<string>().Serialize(ref writer, value.Customer, options);
            resolver.GetFormatterWithVerify<string?>().Serialize(ref writer, value.Note, options);
            writer.Write(value.Created);
            resolver.GetFormatterWithVerify<DateTime?>().Serialize(ref writer, value.Paid, options);
            resolver.GetFormatterWithVerify<ReportStatus>().Serialize(ref writer, value.Status, options);
            writer.Write(value.Discount);
            writer.Write(value.Express);
            resolver.GetFormatterWithVerify<List<OrderLine>>().Serialize(ref writer, value.Lines, options);
            resolver.GetFormatterWithVerify<string[]>().Serialize(ref writer, value.Tags, options);
            resolver.GetFormatterWithVerify<Dictionary<string, string>>().Serialize(ref writer, value.Properties, options);
            resolver.GetFormatterWithVerify<int[]>().Serialize(ref writer, value.History, options);
        }

        public MediumObject? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        {
            if (reader.TryReadNil())
                return null;
            options.Security.DepthStep(ref reader);
            var resolver = options.Resolver;
            var length = reader.ReadArrayHeader();
            var result = new MediumObject();
            for (var index = 0; index < length; index++)
                ReadMember(ref reader, options, resolver, result, index);
            reader.Depth--;
            return result;
        }

        private static void ReadMember(ref MessagePackReader reader, MessagePackSerializerOptions options, IFormatterResolver resolver, MediumObject result, int index)
        {
            switch (index)
            {
                case 0:
                    result.Id = resolver.GetFormatterWithVerify<Guid>().Deserialize(ref reader, options);
                    break;
                case 1:
                    result.Number = reader.ReadInt64();
                    break;
                case 2:
                    result.Customer = resolver.GetFormatterWithVerify<string>().Deserialize(ref reader, options);
                    break;
                case 3:
                    result.Note = resolver.GetFormatterWithVerify<string?>().Deserialize(ref reader, options);
                    break;
                case 4:
                    result.Created = reader.ReadDateTime();
                    break;
                case 5:
                    result.Paid = resolver.GetFormatterWithVerify<DateTime?>().Deserialize(ref reader, options);
                    break;
                case 6:
                    result.Status = resolver.GetFormatterWithVerify<ReportStatus>().Deserialize(ref reader, options);
                    break;
                case 7:
                    result.Discount = reader.ReadDouble();
                    break;
                case 8:
                    result.Express = reader.ReadBoolean();
                    break;
                case 9:
                    result.Lines = resolver.GetFormatterWithVerify<List<OrderLine>>().Deserialize(ref reader, options);
                    break;
                case 10:
                    result.Tags = resolver.GetFormatterWithVerify<string[]>().Deserialize(ref reader, options);
                    break;
                case 11:
                    result.Properties = resolver.GetFormatterWithVerify<Dictionary<string, string>>().Deserialize(ref reader, options);
                    break;
                case 12:
                    result.History = resolver.GetFormatterWithVerify<int[]>().Deserialize(ref reader, options);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private sealed class OrderLineFormatter : IMessagePackFormatter<OrderLine?>
    {
        public void Serialize(ref MessagePackWriter writer, OrderLine? value, MessagePackSerializerOptions options)
        {
            if (value == null)
            {
                writer.WriteNil();
                return;
            }

            var resolver = options.Resolver;
            writer.WriteArrayHeader(5);
            resolver.GetFormatterWithVerify<string>().Serialize(ref writer, value.Article, options);
            writer.Write(value.Quantity);
            writer.Write(value.Price);
            resolver.GetFormatterWithVerify<int?>().Serialize(ref writer, value.Rebate, options);
            resolver.GetFormatterWithVerify<string>().Serialize(ref writer, value.Description, options);
        }

        public OrderLine? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        {
            if (reader.TryReadNil())
                return null;
            options.Security.DepthStep(ref reader);
            var resolver = options.Resolver;
            var length = reader.ReadArrayHeader();
            var result = new OrderLine();
            for (var index = 0; index < length; index++)
            {
                switch (index)
                {
                    case 0:
                        result.Article = resolver.GetFormatterWithVerify<string>().Deserialize(ref reader, options);
                        break;
                    case 1:
                        result.Quantity = reader.ReadInt32();
                        break;
                    case 2:
                        result.Price = reader.ReadDouble();
                        break;
                    case 3:
                        result.Rebate = resolver.GetFormatterWithVerify<int?>().Deserialize(ref reader, options);
                        break;
                    case 4:
                        result.Description = resolver.GetFormatterWithVerify<string>().Deserialize(ref reader, options);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            reader.Depth--;
            return result;
        }
    }

    private sealed class LargeListFormatter : IMessagePackFormatter<LargeList?>
    {
        public void Serialize(ref MessagePackWriter writer, LargeList? value, MessagePackSerializerOptions options)
        {
            if (value == null)
            {
                writer.WriteNil();
                return;
            }

            writer.WriteArrayHeader(1);
            options.Resolver.GetFormatterWithVerify<List<Entry>>().Serialize(ref writer, value.Entries, options);
        }

        public LargeList? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        {
            if (reader.TryReadNil())
                return null;
            options.Security.DepthStep(ref reader);
            var length = reader.ReadArrayHeader();
            var result = new LargeList();
            for (var index = 0; index < length; index++)
            {
                if (index == 0)
                    result.Entries = options.Resolver.GetFormatterWithVerify<List<Entry>>().Deserialize(ref reader, options);
                else
                    reader.Skip();
            }

            reader.Depth--;
            return result;
        }
    }

    private sealed class EntryFormatter : IMessagePackFormatter<Entry?>
    {
        public void Serialize(ref MessagePackWriter writer, Entry? value, MessagePackSerializerOptions options)
        {
            if (value == null)
            {
                writer.WriteNil();
                return;
            }

            writer.WriteArrayHeader(4);
            writer.Write(value.Id);
            options.Resolver.GetFormatterWithVerify<string>().Serialize(ref writer, value.Name, options);
            writer.Write(value.Score);
            writer.Write(value.Active);
        }

        public Entry? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        {
            if (reader.TryReadNil())
                return null;
            options.Security.DepthStep(ref reader);
            var resolver = options.Resolver;
            var length = reader.ReadArrayHeader();
            var result = new Entry();
            for (var index = 0; index < length; index++)
            {
                switch (index)
                {
                    case 0:
                        result.Id = reader.ReadInt32();
                        break;
                    case 1:
                        result.Name = resolver.GetFormatterWithVerify<string>().Deserialize(ref reader, options);
                        break;
                    case 2:
                        result.Score = reader.ReadDouble();
                        break;
                    case 3:
                        result.Active = reader.ReadBoolean();
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            reader.Depth--;
            return result;
        }
    }

    private sealed class DictionaryHeavyFormatter : IMessagePackFormatter<DictionaryHeavy?>
    {
        public void Serialize(ref MessagePackWriter writer, DictionaryHeavy? value, MessagePackSerializerOptions options)
        {
            if (value == null)
            {
                writer.WriteNil();
                return;
            }

            var resolver = options.Resolver;
            writer.WriteArrayHeader(3);
            resolver.GetFormatterWithVerify<Dictionary<string, int>>().Serialize(ref writer, value.Counts, options);
            resolver.GetFormatterWithVerify<Dictionary<int, string>>().Serialize(ref writer, value.Names, options);
            resolver.GetFormatterWithVerify<Dictionary<string, Entry>>().Serialize(ref writer, value.Entries, options);
        }

        public DictionaryHeavy? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        {
            if (reader.TryReadNil())
                return null;
            options.Security.DepthStep(ref reader);
            var resolver = options.Resolver;
            var length = reader.ReadArrayHeader();
            var result = new DictionaryHeavy();
            for (var index = 0; index < length; index++)
            {
                switch (index)
                {
                    case 0:
                        result.Counts = resolver.GetFormatterWithVerify<Dictionary<string, int>>().Deserialize(ref reader, options);
                        break;
                    case 1:
                        result.Names = resolver.GetFormatterWithVerify<Dictionary<int, string>>().Deserialize(ref reader, options);
                        break;
                    case 2:
                        result.Entries = resolver.GetFormatterWithVerify<Dictionary<string, Entry>>().Deserialize(ref reader, options);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            reader.Depth--;
            return result;
        }
    }

    private sealed class NumberListFormatter : IMessagePackFormatter<NumberList?>
    {
        public void Serialize(ref MessagePackWriter writer, NumberList? value, MessagePackSerializerOptions options)
        {
            if (value == null)
            {
                writer.WriteNil();
                return;
            }

            writer.WriteArrayHeader(1);
            options.Resolver.GetFormatterWithVerify<List<int>>().Serialize(ref writer, value.Numbers, options);
        }

        public NumberList? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        {
            if (reader.TryReadNil())
                return null;
            options.Security.DepthStep(ref reader);
            var length = reader.ReadArrayHeader();
            var result = new NumberList();
            for (var index = 0; index < length; index++)
            {
                if (index == 0)
                    result.Numbers = options.Resolver.GetFormatterWithVerify<List<int>>().Deserialize(ref reader, options);
                else
                    reader.Skip();
            }

            reader.Depth--;
            return result;
        }
    }

    private sealed class SetHeavyFormatter : IMessagePackFormatter<SetHeavy?>
    {
        public void Serialize(ref MessagePackWriter writer, SetHeavy? value, MessagePackSerializerOptions options)
        {
            if (value == null)
            {
                writer.WriteNil();
                return;
            }

            var resolver = options.Resolver;
            writer.WriteArrayHeader(2);
            resolver.GetFormatterWithVerify<HashSet<int>>().Serialize(ref writer, value.Numbers, options);
            resolver.GetFormatterWithVerify<HashSet<string>>().Serialize(ref writer, value.Texts, options);
        }

        public SetHeavy? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options)
        {
            if (reader.TryReadNil())
                return null;
            options.Security.DepthStep(ref reader);
            var resolver = options.Resolver;
            var length = reader.ReadArrayHeader();
            var result = new SetHeavy();
            for (var index = 0; index < length; index++)
            {
                switch (index)
                {
                    case 0:
                        result.Numbers = resolver.GetFormatterWithVerify<HashSet<int>>().Deserialize(ref reader, options);
                        break;
                    case 1:
                        result.Texts = resolver.GetFormatterWithVerify<HashSet<string>>().Deserialize(ref reader, options);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }

            reader.Depth--;
            return result;
        }
    }
}
