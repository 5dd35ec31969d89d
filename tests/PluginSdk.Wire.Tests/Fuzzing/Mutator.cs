using System.Buffers.Binary;

namespace PluginSdk.Wire.Tests.Fuzzing;

/// <summary>Changes bytes the way that finds bugs in parsers of MessagePack: structure first, noise second.</summary>
internal sealed class Mutator(Random random)
{
    // Every kind of header, and the lengths at which kinds change.
    private static readonly byte[] s_codes =
    [
        0x00, 0x7f, 0x80, 0x81, 0x8f, 0x90, 0x91, 0x9f, 0xa0, 0xa1, 0xbf, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7, 0xc8, 0xc9,
        0xca, 0xcb, 0xcc, 0xcd, 0xce, 0xcf, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xd5, 0xd6, 0xd7, 0xd8, 0xd9, 0xda, 0xdb, 0xdc, 0xdd, 0xde, 0xdf,
        0xe0, 0xff,
    ];

    public byte[] Mutate(byte[] payload)
    {
        if (random.Next(20) == 0)
            return Noise();
        var bytes = payload;
        for (var rounds = random.Next(1, 5); rounds > 0; rounds--)
            bytes = MutateOnce(bytes);
        return bytes;
    }

    private byte[] Noise()
    {
        var bytes = new byte[random.Next(1, 64)];
        random.NextBytes(bytes);
        if (random.Next(2) == 0)
            bytes[0] = s_codes[random.Next(s_codes.Length)];
        return bytes;
    }

    private byte[] MutateOnce(byte[] bytes)
    {
        if (bytes.Length == 0)
            return Noise();
        var at = random.Next(bytes.Length);
        var copy = (byte[])bytes.Clone();
        switch (random.Next(7))
        {
            case 0:
                copy[at] = s_codes[random.Next(s_codes.Length)];
                return copy;
            case 1:
                copy[at] ^= (byte)(1 << random.Next(8));
                return copy;
            case 2:
                return copy[..at];
            case 3:
                return [.. copy[..at], s_codes[random.Next(s_codes.Length)], .. copy[at..]];
            case 4:
                var end = random.Next(at, bytes.Length);
                return [.. copy[..at], .. copy[end..]];
            case 5:
                var from = random.Next(bytes.Length);
                var length = random.Next(Math.Min(32, bytes.Length - from) + 1);
                return [.. copy[..at], .. bytes[from..(from + length)], .. copy[at..]];
            default:
                if (at + 4 <= copy.Length)
                    BinaryPrimitives.WriteInt32BigEndian(copy.AsSpan(at), random.Next(3) == 0 ? int.MaxValue : random.Next());
                return copy;
        }
    }
}
