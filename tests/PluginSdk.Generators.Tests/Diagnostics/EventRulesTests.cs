using PluginSdk.Generators.Tests.Verification;

namespace PluginSdk.Generators.Tests.Diagnostics;

public sealed class EventRulesTests
{
    [Fact]
    public Task PSDK030_handlers_of_the_wrong_shape() => AnalyzerTest.VerifyAsync("""
        public sealed class Service
        {
            [ClusterEventHandler]
            public void {|PSDK030:None|}(CancellationToken cancellationToken)
            {
            }

            [ClusterEventHandler]
            public void {|PSDK030:Two|}(Happened happened, ClusterEventWrapper<Happened> elsewhere)
            {
            }

            [ClusterEventHandler]
            public void {|PSDK030:NoEvent|}(ClusterEventWrapper<Uri> elsewhere)
            {
            }

            [ClusterEventHandler]
            public async void {|PSDK030:Unobserved|}(Happened happened) => await Task.Yield();

            [ClusterEventHandler]
            public int {|PSDK030:Number|}(Happened happened) => 1;
        }

        [ClusterEvent("happened")]
        public sealed partial record Happened(int Id);
        """);

    [Fact]
    public async Task PSDK031_an_event_that_is_handled_for_one_origin_only()
    {
        var diagnostics = await AnalyzerTest.VerifyAsync("""
            public sealed class Service
            {
                [ClusterEventHandler]
                public void {|PSDK031:On|}(Happened happened)
                {
                }

                [ClusterEventHandler]
                public void OnOther(Other other)
                {
                }
            }

            public sealed class Elsewhere
            {
                [ClusterEventHandler]
                public void OnOther(ClusterEventWrapper<Other> other)
                {
                }
            }

            [ClusterEvent("happened")]
            public sealed partial record Happened(int Id);

            [ClusterEvent("other")]
            public sealed partial record Other(int Id);
            """);

        Assert.Contains("Add a handler that takes 'ClusterEventWrapper<Happened>'", diagnostics[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public Task PSDK032_two_events_of_one_name() => AnalyzerTest.VerifyAsync("""
        [ClusterEvent("happened")]
        public sealed partial record First(int Id);

        [ClusterEvent({|PSDK032:"happened"|})]
        public sealed partial record Second(int Id);
        """);

    [Fact]
    public Task PSDK033_types_that_cannot_be_events() => AnalyzerTest.VerifyAsync("""
        [ClusterEvent("generic")]
        public sealed partial record {|PSDK033:Generic|}<T>(int Id);

        [ClusterEvent("static")]
        public static partial class {|PSDK033:Static|};

        [ClusterEvent("defined")]
        public sealed partial record {|PSDK033:Defined|}(int Definition);

        public static partial class Outer
        {
            [ClusterEvent("hidden")]
            private sealed partial record {|PSDK033:Hidden|}(int Id);
        }
        """);

    [Fact]
    public Task Events_and_handlers_of_every_right_shape() => AnalyzerTest.VerifySilentAsync("""
        namespace Acme.Events;

        public interface IStore;

        public static class Handlers
        {
            [ClusterEventHandler]
            public static ValueTask OnAsync(CancellationToken cancellationToken, IStore store, Moved moved) => default;

            [ClusterEventHandler]
            internal static Task<int> OnAsync(ClusterEventWrapper<Moved> moved) => Task.FromResult(moved.Event.X);
        }

        [ClusterEvent("moved")]
        public readonly partial record struct Moved(int X, int Y);

        [ClusterEvent("other.plugin/renamed")]
        public sealed partial class Renamed
        {
            public string Name { get; init; } = "";
        }

        public partial interface IContainer
        {
            public partial record Outer(int Number)
            {
                [ClusterEvent("nested")]
                internal partial struct @event
                {
                    public int Value { get; set; }
                }
            }
        }
        """);
}
