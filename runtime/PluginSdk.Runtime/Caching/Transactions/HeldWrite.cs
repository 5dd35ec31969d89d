namespace PluginSdk.Runtime.Caching;

/// <summary>A write that waits for the commit of its transaction.</summary>
/// <param name="Concerned">What it makes invalid.</param>
/// <param name="ApplyHere">Drops that on this node.</param>
/// <param name="SendAsync">Does it on all nodes; reports its own failure.</param>
internal sealed record HeldWrite(Invalidation Concerned, Action ApplyHere, Func<Task> SendAsync);
