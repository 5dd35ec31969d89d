using System.Collections.Immutable;

namespace PluginSdk.Packaging.Validation;

/// <summary>The method that an instruction names.</summary>
internal sealed record MethodTarget(TypeShape Type, string Name, ImmutableArray<TypeShape> TypeArguments, int ParameterCount, bool HasReceiver, bool Returns);
