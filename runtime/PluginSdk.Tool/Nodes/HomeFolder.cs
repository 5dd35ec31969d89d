namespace PluginSdk.Tool.Nodes;

/// <summary>The folder for the homes of one run: the user's, which stays, or a temporary one, which does not.</summary>
internal sealed class HomeFolder : IDisposable
{
    private readonly bool _isTemporary;

    private HomeFolder(string path, bool isTemporary)
    {
        Path = path;
        _isTemporary = isTemporary;
    }

    public string Path { get; }

    /// <param name="path">The user's; null for a temporary one.</param>
    /// <exception cref="ToolException">It cannot be made.</exception>
    public static HomeFolder Open(string? path)
    {
        if (path is null)
            return new HomeFolder(Directory.CreateTempSubdirectory("clusterplugin-").FullName, isTemporary: true);
        try
        {
            return new HomeFolder(Directory.CreateDirectory(path).FullName, isTemporary: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ToolException($"The folder '{path}' for the homes cannot be made: {e.Message} Name another one with --home, or none for a temporary one.", ExitCode.Usage, e);
        }
    }

    public void Dispose()
    {
        if (!_isTemporary)
            return;
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The temporary folder {Path} could not be removed: {e.Message}");
        }
    }
}
