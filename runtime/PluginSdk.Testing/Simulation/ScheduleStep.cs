using System.Globalization;

namespace PluginSdk.Testing.Simulation;

/// <summary>One piece of work that the pump ran.</summary>
/// <param name="At">Virtual time since the simulation's start.</param>
/// <param name="Party">The node, the engine or the test.</param>
/// <param name="Work">What ran: usually the asynchronous method that went on.</param>
public readonly record struct ScheduleStep(TimeSpan At, string Party, string Work)
{
    /// <summary>One line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At:c} {Party} {Work}");
}
