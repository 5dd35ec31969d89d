using System.Reflection;

namespace PluginSdk.Generators.Tests.Verification;

/// <summary>
/// An interface of the contract whose calls a test answers: generated code is all that runs, and a member that the
/// contract gains changes nothing here.
/// </summary>
public class Stub : DispatchProxy
{
    private Func<MethodInfo, object?[], object?> _answer = static (method, _) => throw new NotSupportedException(method.Name);

    public static T Of<T>(Func<MethodInfo, object?[], object?> answer)
        where T : class
    {
        var stub = Create<T, Stub>();
        ((Stub)(object)stub)._answer = answer;
        return stub;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(targetMethod!, args ?? []);
}
