using MessagePack;
using MessagePack.Formatters;

[assembly: MessagePack.Internal.GeneratedAssemblyMessagePackResolver(typeof(PluginSdk.Benchmarks.Serializer.MessagePackFormatters), 3, 1)]

namespace PluginSdk.Benchmarks.Serializer;

/// <summary>
/// Formatters of the form that MessagePack-CSharp 3.1's own source generator gives them (its FormatterTemplate.tt):
/// primitives straight to the writer, everything else, strings and times too, by asking the resolver. Written out here because that
/// generator's package is not to be had everywhere. Collections are those of its library; a dictionary is made with the
/// declared capacity and, with the default options, the default comparer.
/// </summary>
public sealed partial class MessagePackFormatters : IFormatterResolver
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
            resolver.GetFormatterWithVerify<DateTime>().Serialize(ref writer, value.PublishedAt, options);
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
                        result.PublishedAt = resolver.GetFormatterWithVerify<DateTime>().Deserialize(ref reader, options);
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
            resolver.GetFormatterWithVerify<DateTime>().Serialize(ref writer, value.Created, options);
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
                        result.Created = resolver.GetFormatterWithVerify<DateTime>().Deserialize(ref reader, options);
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

            reader.Depth--;
            return result;
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
}
