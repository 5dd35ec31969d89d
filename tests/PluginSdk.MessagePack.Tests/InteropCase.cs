using MessagePack;
using PluginSdk.Wire;

namespace PluginSdk.Interop.Tests;

/// <summary>A type of the matrix, and what must hold for its values: both sides read each other, and write as much.</summary>
internal sealed record InteropCase(Type Type, Action<MessagePackSerializerOptions> Check)
{
    /// <summary>How MessagePack-CSharp finds the type's members, where that is not the usual way.</summary>
    public MessagePackSerializerOptions? Options { get; init; }

    public static InteropCase Of<T>(params T[] values)
        where T : IWireSerializable<T>
        => Of(T.Codec, values);

    public static InteropCase Of<T>(IWireCodec<T> codec, params T[] values) => new(typeof(T), options =>
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        foreach (var value in values)
        {
            var ours = WireSerializer.Serialize(codec, value);
            Assert.Equal(ours, WireSerializer.Serialize(codec, MessagePackSerializer.Deserialize<T>(ours, options, cancellationToken)));

            var theirs = MessagePackSerializer.Serialize(value, options, cancellationToken);
            Assert.Equal(ours, WireSerializer.Serialize(codec, WireSerializer.Deserialize(codec, theirs)));
            Assert.Equal(theirs.Length, ours.Length);
        }
    });
}
