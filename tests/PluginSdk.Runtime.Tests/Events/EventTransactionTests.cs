using System.Transactions;
using PluginSdk.Testing.Simulation;

namespace PluginSdk.Runtime.Tests.Events;

public sealed class EventTransactionTests
{
    [Fact]
    public void In_a_transaction_events_are_held_back_until_it_commits_and_then_come_in_order() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);

        await cluster[0].RunAsync(async () =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            await plugins[0].Events.PublishAsync(EventPlugin.Said, "one");
            await plugins[0].Events.PublishAsync(EventPlugin.Said, "two");
            await Task.Delay(TimeSpan.FromSeconds(5), cluster[0].Time);
            Assert.Empty(plugins[0].Local);
            Assert.Empty(plugins[1].Remote);
            Assert.Equal(2, cluster.Timeline.Of(TimelineKind.EventHeldBack).Count);
            scope.Complete();
            // Completing is a wish; the end of the scope commits.
            await Task.Delay(TimeSpan.FromSeconds(5), cluster[0].Time);
            Assert.Empty(plugins[0].Local);
            Assert.Empty(plugins[1].Remote);
        });
        await plugins[0].SayAsync("three");
        await cluster.WaitUntilAsync(() => plugins[0].Local.Count == 3 && plugins[1].Remote.Count == 3 && plugins[2].Remote.Count == 3);

        Assert.Equal(["one", "two"], plugins[0].Local.Where(text => text != "three"));
        Assert.Equal(["node-1: one", "node-1: two", "node-1: three"], plugins[1].Remote);
        Assert.Equal(["node-1: one", "node-1: two", "node-1: three"], plugins[2].Remote);
        Assert.Empty(cluster.Timeline.Of(TimelineKind.EventDropped));
    });

    [Fact]
    public void When_it_rolls_back_the_events_are_dropped() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);

        await cluster[0].RunAsync(async () =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            await plugins[0].Events.PublishAsync(EventPlugin.Said, "never");
        });
        await plugins[0].SayAsync("after");
        await cluster.WaitUntilAsync(() => plugins[1].Remote.Count > 0);
        await cluster.DelayAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["after"], plugins[0].Local);
        Assert.Equal(["node-1: after"], plugins[1].Remote);
        Assert.Equal("its transaction rolled back", Assert.Single(cluster.Timeline.Of(TimelineKind.EventDropped, "said")).Detail);
    });

    [Fact]
    public void A_scope_that_does_not_flow_over_awaits_holds_back_too() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);

        await cluster[0].RunAsync(() =>
        {
            using (var scope = new TransactionScope())
            {
                Assert.True(plugins[0].Events.PublishAsync(EventPlugin.Said, "hello").AsTask().IsCompletedSuccessfully);
                scope.Complete();
            }

            // No handler runs inside of the commit.
            Assert.Empty(plugins[0].Local);
            return Task.CompletedTask;
        });
        await cluster.WaitUntilAsync(() => plugins[0].Local.Count + plugins[1].Remote.Count + plugins[2].Remote.Count == 3);
    });

    [Fact]
    public void A_transaction_that_a_resource_refuses_to_commit_sends_nothing() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);

        await Assert.ThrowsAsync<TransactionAbortedException>(() => cluster[0].RunAsync(async () =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            Transaction.Current!.EnlistVolatile(new Refusing(), EnlistmentOptions.None);
            await plugins[0].Events.PublishAsync(EventPlugin.Said, "never");
            scope.Complete();
        }));
        await cluster.DelayAsync(TimeSpan.FromSeconds(5));

        Assert.Empty(plugins[0].Local);
        Assert.Empty(plugins[1].Remote);
        Assert.Single(cluster.Timeline.Of(TimelineKind.EventDropped));
    });

    [Fact]
    public void A_commit_that_takes_its_time_in_a_database_is_waited_for() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);
        var database = new Database(() => Assert.Equal(0, plugins[0].Local.Count + cluster.Timeline.Of(TimelineKind.EventPublished).Count));

        await cluster[0].RunAsync(async () =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            await plugins[0].Events.PublishAsync(EventPlugin.Said, "hello");
            Transaction.Current!.EnlistPromotableSinglePhase(database);
            scope.Complete();
        });
        Assert.True(database.Committed);
        await cluster.WaitUntilAsync(() => plugins[0].Local.Count + plugins[1].Remote.Count + plugins[2].Remote.Count == 3);
    });

    [Fact]
    public void A_database_whose_answer_never_came_sends_nothing_and_says_so() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);

        await Assert.ThrowsAsync<TransactionInDoubtException>(() => cluster[0].RunAsync(async () =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            Transaction.Current!.EnlistPromotableSinglePhase(new Database(static () => { }) { AnswerIsLost = true });
            await plugins[0].Events.PublishAsync(EventPlugin.Said, "hello");
            scope.Complete();
        }));
        await cluster.DelayAsync(TimeSpan.FromSeconds(5));

        Assert.Empty(plugins[0].Local);
        Assert.Equal("the outcome of its transaction is in doubt", Assert.Single(cluster.Timeline.Of(TimelineKind.EventDropped)).Detail);
    });

    [Fact]
    public void An_inner_transaction_of_its_own_decides_alone_and_a_suppressed_one_does_not_hold_back() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);

        await cluster[0].RunAsync(async () =>
        {
            using var outer = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            await plugins[0].Events.PublishAsync(EventPlugin.Said, "outer");
            using (var inner = new TransactionScope(TransactionScopeOption.RequiresNew, TransactionScopeAsyncFlowOption.Enabled))
            {
                await plugins[0].Events.PublishAsync(EventPlugin.Said, "inner");
                inner.Complete();
            }

            using (var joined = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
            {
                await plugins[0].Events.PublishAsync(EventPlugin.Said, "joined");
                joined.Complete();
            }

            using (new TransactionScope(TransactionScopeOption.Suppress, TransactionScopeAsyncFlowOption.Enabled))
                await plugins[0].Events.PublishAsync(EventPlugin.Said, "suppressed");
        });
        await cluster.WaitUntilAsync(() => plugins[1].Remote.Count == 2);
        await cluster.DelayAsync(TimeSpan.FromSeconds(5));

        Assert.Equal(["inner", "suppressed"], plugins[0].Local.Order());
        Assert.Equal(["node-1: inner", "node-1: suppressed"], plugins[1].Remote);
        Assert.Equal(2, cluster.Timeline.Of(TimelineKind.EventDropped).Count);
    });

    [Fact]
    public void Handlers_of_a_held_event_run_outside_of_any_transaction_and_their_failures_reach_nobody() => SimulatedCluster.RunSeeds(5, async cluster =>
    {
        var transactions = new List<Transaction?>();
        var plugins = await EventPlugin.StartAsync(cluster, register: (plugin, registry) =>
        {
            registry.AddLocalHandler(EventPlugin.Said, (_, _, _) =>
            {
                transactions.Add(Transaction.Current);
                throw new InvalidOperationException("no");
            });
            plugin.RegisterRecorders(registry);
        });

        await cluster[0].RunAsync(async () =>
        {
            using var outer = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            using (var inner = new TransactionScope(TransactionScopeOption.RequiresNew, TransactionScopeAsyncFlowOption.Enabled))
            {
                await plugins[0].Events.PublishAsync(EventPlugin.Said, "inner");
                inner.Complete();
            }

            await Task.Delay(TimeSpan.FromSeconds(1), cluster[0].Time);
        });

        Assert.Equal([null], transactions);
        Assert.Equal(["inner"], plugins[0].Local);
        Assert.Single(cluster.Timeline.Of(TimelineKind.EventHandlerFailed, "said"));
    });

    [Fact]
    public void What_was_committed_while_the_engine_is_away_is_sent_afterwards_and_before_what_comes_later() => SimulatedCluster.RunSeeds(20, async cluster =>
    {
        var plugins = await EventPlugin.StartAsync(cluster);
        cluster[0].Cut();
        await cluster[0].RunAsync(async () =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            await plugins[0].Events.PublishAsync(EventPlugin.Said, "one");
            scope.Complete();
        });
        var later = plugins[0].SayAsync("two");
        await cluster.DelayAsync(TimeSpan.FromSeconds(30));
        Assert.Empty(plugins[1].Remote);

        cluster[0].Heal();
        await later;
        await cluster.WaitUntilAsync(() => plugins[1].Remote.Count == 2);

        Assert.Equal(["node-1: one", "node-1: two"], plugins[1].Remote);
    });

    [Fact]
    public void One_seed_with_events_and_transactions_replays_to_one_schedule()
    {
        var first = SimulatedCluster.Run(7, RunAsync);
        for (var replay = 0; replay < 40; replay++)
            Assert.Null(first.FirstDifference(SimulatedCluster.Run(7, RunAsync)));

        static async Task RunAsync(SimulatedCluster cluster)
        {
            var plugins = await EventPlugin.StartAsync(cluster);
            var talking = plugins.Select(async (plugin, i) =>
            {
                await plugin.SayAsync("alone");
                await plugin.Node.RunAsync(async () =>
                {
                    using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
                    await plugin.Events.PublishAsync(EventPlugin.Said, "in a transaction");
                    if (i > 0)
                        scope.Complete();
                });
            }).ToList();
            cluster[1].Cut();
            await cluster.DelayAsync(TimeSpan.FromSeconds(3));
            cluster[1].Heal();
            await Task.WhenAll(talking);
            await cluster.WaitUntilAsync(() => plugins[0].Remote.Count == 4);
            await cluster[2].RunAsync(plugins[2].Runtime.StopAsync);
        }
    }

    private sealed class Refusing : IEnlistmentNotification
    {
        public void Prepare(PreparingEnlistment preparingEnlistment) => preparingEnlistment.ForceRollback();

        public void Commit(Enlistment enlistment) => enlistment.Done();

        public void Rollback(Enlistment enlistment) => enlistment.Done();

        public void InDoubt(Enlistment enlistment) => enlistment.Done();
    }

    /// <summary>Commits in one phase, as a database client does that is alone in a transaction.</summary>
    private sealed class Database(Action whileCommitting) : IPromotableSinglePhaseNotification
    {
        public bool Committed { get; private set; }

        public bool AnswerIsLost { get; init; }

        public void Initialize()
        {
        }

        public void SinglePhaseCommit(SinglePhaseEnlistment singlePhaseEnlistment)
        {
            whileCommitting();
            Committed = !AnswerIsLost;
            if (AnswerIsLost)
                singlePhaseEnlistment.InDoubt();
            else
                singlePhaseEnlistment.Committed();
        }

        public void Rollback(SinglePhaseEnlistment singlePhaseEnlistment) => singlePhaseEnlistment.Aborted();

        public byte[] Promote() => throw new NotSupportedException("It is alone.");
    }
}
