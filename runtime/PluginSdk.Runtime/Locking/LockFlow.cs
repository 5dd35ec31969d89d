namespace PluginSdk.Runtime;

/// <summary>
/// Remembers, along the flow of control, which locks it holds, so that waiting for one of them fails at once instead of
/// for ever. Marks are made in the caller's own context, and so hold for what it calls and starts afterwards.
/// </summary>
internal sealed class LockFlow
{
    private static readonly AsyncLocal<LockFlow?> s_current = new();

    private readonly NodeLocks _node;
    private readonly string _name;
    private readonly LockFlow? _outer;
    private State _state;

    private LockFlow(NodeLocks node, string name, LockFlow? outer)
    {
        _node = node;
        _name = name;
        _outer = outer;
    }

    private enum State
    {
        Asking,
        Holding,
        Left,
    }

    /// <summary>Marks that the caller asks for a lock.</summary>
    public static LockFlow Enter(NodeLocks node, string name)
    {
        var outer = s_current.Value;
        while (outer is { _state: State.Left })
            outer = outer._outer;
        return s_current.Value = new LockFlow(node, name, outer);
    }

    /// <summary>Whether the caller's flow holds the lock on this node.</summary>
    public static bool Holds(NodeLocks node, string name)
    {
        for (var flow = s_current.Value; flow is not null; flow = flow._outer)
        {
            if (flow._state == State.Holding && flow._node == node && flow._name == name)
                return true;
        }

        return false;
    }

    public void Acquired() => _state = State.Holding;

    public void Leave() => _state = State.Left;

    public void LeaveUnlessHolding()
    {
        if (_state == State.Asking)
            _state = State.Left;
    }
}
