using PluginSdk.Wire;
using PluginSdk.Wire.Tests;
using PluginSdk.Wire.Tests.Types;

var count = 0;
Check(new ReportPublished(Values.SomeGuid, "title"));
Check([.. Values.Scalars()]);
Check(new NullableScalars(), Values.NullableScalars());
Check(Values.Collections());
Check(Values.ImmutableCollections());
Check(Values.OwnCollections());
Check(Values.Enums());
Check(Values.Slots());
Check(new Point(1, -2));
Check(new PluginSdk.Wire.Tests.Types.Range(1, 2));
Check(new Picky(1));
Check(Values.Tuples());
Check(Values.Memories());
Check(Values.Tree(3));
Check(Values.Drawing());
Check(Values.Pages());
Check(new Initialised { Name = "n", Retries = 9 });
Check(new Defaults("n"));
Check(new ByConstructor(1, "t"));
Check(new Contracted { Number = 1 });
Check(new Gaps { Sixth = 6 });
Check(new Keyed { First = 1, Second = 2 });
Check(new Bird());
Console.WriteLine($"{count} values came back");
return 0;

void Check<T>(params T[] values)
    where T : IWireSerializable<T>
{
    foreach (var value in values)
    {
        var bytes = WireSerializer.Serialize(value);
        if (!WireSerializer.Serialize(WireSerializer.Deserialize<T>(bytes)).AsSpan().SequenceEqual(bytes))
            throw new InvalidOperationException($"{typeof(T)} did not come back.");
        count++;
    }
}
