using Kartothek.Testing;

namespace Kartothek.Core.Tests;

[Trait("Category", "Golden")]
public sealed class GoldenVerifyTests
{
    public static TheoryData<GoldenSubject> Subjects => GoldenCases.All();

    [Theory]
    [MemberData(nameof(Subjects))]
    public async Task What_Python_wrote_is_whole_but_for_its_known_faults(GoldenSubject subject)
    {
        await using var store = new LocalStore(subject.Store);

        var report = await Doctor.VerifyAsync(store, subject.Dataset.Uuid, new VerifyOptions { Depth = VerifyDepth.Statistics });

        var known = KnownFaults(subject).ToHashSet();
        Assert.True(report.Findings.All(f => known.Contains((f.Kind, f.Column)) || known.Contains((f.Kind, "*"))), report.ToString());
        if (GoldenFolder.IsOwnCopy)
        {
            Assert.All(known, k => Assert.Contains(report.Findings, f => f.Kind == k.Kind && (f.Column == k.Column || k.Column == "*")));
        }
    }

    private static IEnumerable<(FindingKind Kind, string? Column)> KnownFaults(GoldenSubject subject)
    {
        var columns = subject.Dataset.Columns;
        // Plateau's text is large_string (but where Dask wrote it), and its lists have 'element's; after it Kartothek can't update.
        if (subject.Case.IsPlateau && subject.Dataset.Uuid != "bucketed" && columns.Any(c => c.Type.Kind is Columns.ColumnKind.String or Columns.ColumnKind.List))
        {
            yield return (FindingKind.SchemaForm, null);
        }
        // An update of a msgpack dataset puts a JSON header, which wins, beside it; so does Python's.
        if (!GoldenFolder.IsOwnCopy && subject.Case.Name == "msgpack")
        {
            yield return (FindingKind.SecondHeader, null);
        }
        // numpy ends bytes at a NUL, so both libraries index x'00ff' as an empty value.
        if (subject.Dataset.Uuid is "indices" or "indices-late")
        {
            yield return (FindingKind.IndexIncomplete, "x");
            yield return (FindingKind.IndexExcess, "x");
        }
        // Arrow before version 4 compared decimals as unsigned bytes.
        if (subject.Case.Library.EndsWith("-0.17", StringComparison.Ordinal) && columns.Any(c => c.Name == "decimal"))
        {
            yield return (FindingKind.StatisticsWrong, "decimal");
        }
        // Arrow writes no statistics for INT96.
        if (subject.Dataset.Uuid == "encodings")
        {
            yield return (FindingKind.StatisticsMissing, "sold_at");
        }
        if (subject.Dataset.Uuid == "no-statistics")
        {
            yield return (FindingKind.StatisticsMissing, "*");
        }
    }
}
