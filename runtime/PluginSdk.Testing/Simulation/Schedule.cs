using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PluginSdk.Testing.Simulation;

/// <summary>Everything a simulation ran, in order. Two runs of one seed have equal schedules.</summary>
public sealed class Schedule
{
    private readonly List<ScheduleStep> _steps = [];

    /// <summary>The steps, in the order in which they ran.</summary>
    public IReadOnlyList<ScheduleStep> Steps => _steps;

    /// <summary>A hash of all steps.</summary>
    public string Fingerprint
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var step in _steps)
                hash.AppendData(Encoding.UTF8.GetBytes(step + "\n"));
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
    }

    /// <summary>Where two schedules part, with the steps before it; null when they are equal.</summary>
    public string? FirstDifference(Schedule other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var common = Math.Min(_steps.Count, other._steps.Count);
        var index = 0;
        while (index < common && _steps[index] == other._steps[index])
            index++;
        if (index == common && _steps.Count == other._steps.Count)
            return null;

        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"The schedules part at step {index}:\n");
        for (var i = Math.Max(0, index - 5); i < index; i++)
            text.Append(CultureInfo.InvariantCulture, $"    {_steps[i]}\n");
        text.Append(CultureInfo.InvariantCulture, $"  - {(index < _steps.Count ? _steps[index].ToString() : "(end)")}\n");
        text.Append(CultureInfo.InvariantCulture, $"  + {(index < other._steps.Count ? other._steps[index].ToString() : "(end)")}\n");
        return text.ToString();
    }

    internal void Add(ScheduleStep step) => _steps.Add(step);
}
