namespace PluginSdk.Runtime;

/// <summary>How much of a lock there is, and how much of it an acquisition takes.</summary>
/// <param name="Kind">Keeps names of different kinds apart; empty for plain locks.</param>
/// <param name="Capacity">For all holders together.</param>
/// <param name="Units">For one.</param>
internal sealed record LockShape(string Kind, int Capacity, int Units)
{
    private const int Readers = 1 << 30;

    public static LockShape Plain { get; } = new("", 1, 1);

    public static LockShape Read { get; } = new("rw:", Readers, 1);

    public static LockShape Write { get; } = new("rw:", Readers, Readers);

    public static LockShape Semaphore(int maxHolders) => new("semaphore:", maxHolders, 1);

    public bool IsShared => this != Plain;

    /// <summary>Whether one flow of control may hold it more than once; else that would wait for itself.</summary>
    public bool MayNest => Kind == "semaphore:";
}
