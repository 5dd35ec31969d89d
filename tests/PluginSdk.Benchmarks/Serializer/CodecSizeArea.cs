using System.Reflection;
using System.Runtime;
using MessagePack;
using PluginSdk.Benchmarks.Measuring;
using PluginSdk.Wire;

namespace PluginSdk.Benchmarks.Serializer;

/// <summary>
/// What generated code weighs: the IL of a type's codec, and the time that the just-in-time compiler takes for its first
/// round trip, against MessagePack-CSharp's formatter for the same type.
/// </summary>
internal sealed class CodecSizeArea : IBenchmarkArea
{
    public string Name => "codec-size";

    public Task RunAsync(BenchmarkReport report)
    {
        AddIl<SmallEvent>(report, "small");
        AddIl<MediumObject>(report, "medium");
        AddIl<OrderLine>(report, "order-line");
        AddIl<Entry>(report, "entry");
        AddIl<DictionaryHeavy>(report, "dictionaries");

        // What both sides compile once, for whatever type comes first, is not the type's.
        RoundTrip(Workloads.SmallEvent());
        RoundTripByMessagePack(Workloads.SmallEvent());
        var medium = AddCompilation(report, "medium", Workloads.MediumObject());
        var list = AddCompilation(report, "list", Workloads.LargeList());
        var dictionaries = AddCompilation(report, "dictionaries", Workloads.DictionaryHeavy());
        report.Add("all-first-use-jit-µs", medium.Ours + list.Ours + dictionaries.Ours, "MessagePack", medium.Theirs + list.Theirs + dictionaries.Theirs, goal: 1);
        return Task.CompletedTask;
    }

    private static void AddIl<T>(BenchmarkReport report, string workload)
    {
        var codec = typeof(CodecSizeArea).Assembly.GetType($"{typeof(T).Namespace}.Generated.{typeof(T).Name}Codec", throwOnError: true)!;
        var formatter = typeof(MessagePackFormatters).GetNestedType($"{typeof(T).Name}Formatter", BindingFlags.NonPublic)!;
        report.Add($"{workload}-il-bytes", IlBytes(codec), "MessagePack", IlBytes(formatter));
    }

    private static double IlBytes(Type type)
        => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
            .Sum(method => method.GetMethodBody()?.GetILAsByteArray()?.Length ?? 0);

    private static (double Ours, double Theirs) AddCompilation<T>(BenchmarkReport report, string workload, T value)
        where T : IWireSerializable<T>
    {
        var ours = Compilation(() => RoundTrip(value));
        var theirs = Compilation(() => RoundTripByMessagePack(value));
        report.Add($"{workload}-first-use-jit-µs", ours.Microseconds, "MessagePack", theirs.Microseconds);
        report.Add($"{workload}-first-use-methods", ours.Methods, "MessagePack", theirs.Methods);
        return (ours.Microseconds, theirs.Microseconds);
    }

    private static (double Microseconds, double Methods) Compilation(Action action)
    {
        var (time, methods) = (JitInfo.GetCompilationTime(currentThread: true), JitInfo.GetCompiledMethodCount(currentThread: true));
        action();
        return ((JitInfo.GetCompilationTime(currentThread: true) - time).TotalMicroseconds, JitInfo.GetCompiledMethodCount(currentThread: true) - methods);
    }

    private static void RoundTrip<T>(T value)
        where T : IWireSerializable<T>
        => WireSerializer.Deserialize<T>(WireSerializer.Serialize(value));

    private static void RoundTripByMessagePack<T>(T value)
        => MessagePackSerializer.Deserialize<T>(MessagePackSerializer.Serialize(value));
}
