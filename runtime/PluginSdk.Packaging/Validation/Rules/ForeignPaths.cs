namespace PluginSdk.Packaging.Validation;

/// <summary>Where paths come from that lead out of a plugin's homes, and which calls use a path.</summary>
internal static class ForeignPaths
{
    private static readonly HashSet<string> Sources =
    [
        "System.AppContext::get_BaseDirectory", "System.AppDomain::get_BaseDirectory", "System.Environment::get_CurrentDirectory", "System.Environment::GetFolderPath",
        "System.IO.Directory::GetCurrentDirectory", "System.IO.Path::GetTempPath", "System.IO.Path::GetTempFileName", "System.Reflection.Assembly::get_Location",
    ];

    private static readonly HashSet<string> Users = ["System.IO.File", "System.IO.Directory", "System.IO.FileStream", "System.IO.FileInfo", "System.IO.DirectoryInfo", "System.IO.StreamWriter", "System.IO.StreamReader"];

    /// <summary>What a call gives back, if it is a path of that kind.</summary>
    public static FlowValue? Result(CallStep call)
    {
        if (Sources.Contains(call.FullName))
            return new FlowValue(FlowValueKind.Path, call.FullName);
        if (call.FullName is not ("System.IO.Path::Combine" or "System.IO.Path::Join" or "System.IO.Path::GetFullPath" or "System.IO.Path::GetDirectoryName" or "System.String::Concat"))
            return null;
        var path = call.Arguments.FirstOrDefault(static argument => argument.Kind == FlowValueKind.Path);
        if (path.Kind == FlowValueKind.Path)
            return path;
        // A path that is made of nothing but literals is as fixed as a single one.
        return !call.Arguments.IsEmpty && call.Arguments.All(static argument => argument.Kind == FlowValueKind.Literal)
            ? new FlowValue(FlowValueKind.Path, string.Join('/', call.Arguments.Select(static argument => argument.Name)))
            : null;
    }

    /// <summary>Whether a call opens, writes or lists a path that the homes do not contain.</summary>
    public static FlowValue? Used(CallStep call)
    {
        if (!Users.Contains(call.Type.Name))
            return null;
        var first = call.Arguments.FirstOrDefault();
        return first.Kind is FlowValueKind.Path or FlowValueKind.Literal ? first : null;
    }
}
