using MessagePack;
using MessagePack.Formatters;

namespace PluginSdk.Benchmarks.Serializer;

public sealed partial class MessagePackFormatters
{
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
