using Microsoft.CodeAnalysis;
using PluginSdk.Generators.Classes;
using PluginSdk.Generators.Diagnostics;
using PluginSdk.Generators.Infrastructure;
using PluginSdk.Generators.Injection;
using PluginSdk.Generators.Scheduling;

namespace PluginSdk.Generators.Jobs;

/// <summary>Reads the jobs of a class. What is wrong becomes a problem, and the job is left out.</summary>
internal static class JobParser
{
    public static JobClass? Parse(INamedTypeSymbol type, string attributeName, Problems problems, CancellationToken cancellationToken)
    {
        var members = AnnotatedMembers.Of(type, attributeName);
        if (members.Count == 0 || !CalledClass.Check(type, members[0].Member, problems))
            return null;
        var jobs = members
            .Select(member => ParseJob((IMethodSymbol)member.Member, member.Attribute, problems, cancellationToken))
            .OfType<JobModel>()
            .ToEquatableArray();
        return jobs.IsEmpty ? null : new JobClass(OwnerClass.Of(type), jobs);
    }

    private static JobModel? ParseJob(IMethodSymbol method, AttributeData attribute, Problems problems, CancellationToken cancellationToken)
    {
        var before = problems.Errors;
        var name = attribute.NameArgument();
        DeclaredName.Check(name, method, attribute, problems, cancellationToken);
        var timing = ParseTiming(name, attribute, problems, cancellationToken);
        var settings = SettingsInitializer.Of(attribute, KnownNames.JobDefinition, JobRules.Interval, problems, cancellationToken);
        var call = ParseCall(method, problems);
        if (problems.Errors != before || timing is null || call is null)
            return null;
        return new JobModel(
            name, method.PlainName(), attribute.AttributeClass.Is(KnownNames.NodeJobAttribute), timing, settings.ToEquatableArray(), call);
    }

    private static JobTiming? ParseTiming(string name, AttributeData attribute, Problems problems, CancellationToken cancellationToken)
    {
        const string Schedule = "global::" + KnownNames.JobSchedule;
        var (cron, every, zone) = (attribute.Text("Cron"), attribute.Text("Every"), attribute.Text("TimeZone"));
        if (cron is null == every is null)
        {
            problems.Add(JobRules.NoSchedule, attribute.Place(cancellationToken), name, cron is null ? "no schedule" : "a cron expression and an interval");
            return null;
        }

        if (zone is not null)
        {
            var reason = cron is null ? "does not go with an interval" : TimeZoneNames.Contains(zone) ? null : "is not known";
            if (reason is not null)
                problems.Add(JobRules.TimeZone, attribute.ArgumentPlace("TimeZone", cancellationToken), zone, reason);
        }

        if (cron is not null)
        {
            if (CronExpression.Problem(cron) is { } reason)
                problems.Add(JobRules.Cron, attribute.ArgumentPlace("Cron", cancellationToken), cron, reason);
            var arguments = zone is null ? CSharpLiteral.Of(cron) : $"{CSharpLiteral.Of(cron)}, {CSharpLiteral.Of(zone)}";
            return new JobTiming(cron, zone, null, $"{Schedule}.FromCron({arguments})");
        }

        if (Duration.Parse(every) is { } duration)
            return new JobTiming(null, null, every, $"{Schedule}.Every({duration.Expression})");
        problems.Add(JobRules.Interval, attribute.ArgumentPlace("Every", cancellationToken), every, "Every", Duration.Rule);
        return null;
    }

    private static MethodCall? ParseCall(IMethodSymbol method, Problems problems)
    {
        var returns = ReturnShape.Of(method);
        var reason = method switch
        {
            { Arity: > 0 } => "it has type parameters",
            { IsStatic: false, IsAbstract: true } => "it is abstract",
            { IsAsync: true, ReturnsVoid: true } => "it is 'async void', so that nobody could wait for it",
            _ when returns.Kind == ReturnKind.Other => $"it returns {TypeNames.Plain(method.ReturnType)}",
            _ => null,
        };
        if (reason is not null)
        {
            problems.Add(JobRules.MethodShape, method.Place(), method.Name, reason);
            return null;
        }

        if (!CalledClass.CheckMethod(method, problems))
            return null;
        var arguments = new List<string>();
        foreach (var parameter in method.Parameters)
        {
            if (Argument(parameter, problems) is not { } argument)
                return null;
            arguments.Add(argument);
        }

        return new MethodCall(
            TypeNames.GlobalOblivious(method.ContainingType), method.IsStatic, TypeNames.Escaped(method.Name), arguments.ToEquatableArray(), returns.Kind);
    }

    private static string? Argument(IParameterSymbol parameter, Problems problems)
    {
        if (parameter.Type.IsCancellationToken())
            return "cancellationToken";
        return parameter.Type.Is(KnownNames.JobRun) ? "run" : ServiceParameter.Bind(parameter, "a JobRun", problems);
    }
}
