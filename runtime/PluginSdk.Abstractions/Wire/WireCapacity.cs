namespace PluginSdk.Wire;

/// <summary>
/// How much to allocate for a collection of a declared count. The count is what a sender claims: it decides nothing
/// beyond the first <see cref="Trusted"/> elements, after which memory grows with what has really arrived.
/// </summary>
public static class WireCapacity
{
    /// <summary>The most elements that room is made for before any was read.</summary>
    public const int Trusted = 1024;

    /// <summary>The room to start with.</summary>
    /// <param name="count">The declared count.</param>
    /// <returns>The capacity.</returns>
    public static int For(int count) => Math.Min(count, Trusted);

    /// <summary>The room to go on with, when <paramref name="capacity"/> elements have arrived.</summary>
    /// <param name="capacity">The room so far.</param>
    /// <param name="count">The declared count.</param>
    /// <returns>The capacity, never more than the count.</returns>
    public static int Next(int capacity, int count) => (int)Math.Min(count, Math.Max(1, capacity) * 2L);
}
