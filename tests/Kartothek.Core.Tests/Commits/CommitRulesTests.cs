using Kartothek.Columns;
using Kartothek.Testing;
using static Kartothek.Core.Tests.CommitRows;

namespace Kartothek.Core.Tests;

public sealed class CommitRulesTests
{
    public static TheoryData<CommitKind, CommitKind> Pairs
    {
        get
        {
            var pairs = new TheoryData<CommitKind, CommitKind>();
            foreach (var second in CommitRules.Second)
            {
                foreach (var first in CommitRules.First)
                {
                    pairs.Add(second, first);
                }
            }
            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_commit_is_applied_again_over_another_as_the_table_says(CommitKind second, CommitKind first)
    {
        foreach (var meets in new[] { false, true })
        {
            var store = new MemoryStore();
            if (second != CommitKind.Create)
            {
                await CommitPair.CreateAsync(store);
            }
            string[] old = second == CommitKind.Create ? ["1|10", "1|11", "2|20", "3|30", "3|31", "3|32"] : await SortedAsync(store);
            var (firstAsync, firstRows) = CommitPair.First(first, meets);
            var (secondAsync, secondRows) = CommitPair.Second(second, first);
            var gap = new FaultStore(store)
            {
                At = 1,
                Kind = FaultKind.Delay,
                Counts = (verb, key) => verb == "put" && key == DatasetKeys.JsonHeader(Uuid),
                Meanwhile = async () =>
                {
                    if (second == CommitKind.Create)
                    {
                        await CommitPair.CreateAsync(store);
                    }
                    await firstAsync(store);
                },
            };
            var rule = CommitRules.Of(second, first);
            var isApplied = rule == Reapplication.Yes || (rule == Reapplication.IfDisjoint && !meets);
            var error = await Record.ExceptionAsync(() => secondAsync(gap));
            Assert.True(gap.HasHappened);
            if (isApplied)
            {
                Assert.Null(error);
                Assert.Equal(Sorted(secondRows(firstRows(old))), await SortedAsync(store));
            }
            else
            {
                Assert.Equal(ErrorKind.Conflict, Assert.IsAssignableFrom<KartothekException>(error).Kind);
                Assert.Contains("Nothing was changed.", error.Message, StringComparison.Ordinal);
                Assert.Equal(Sorted(firstRows(old)), await SortedAsync(store));
            }
        }
    }

    [Fact]
    public void The_table_in_the_docs_is_the_table_in_the_code()
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryFolder.Path, "docs", "concurrency.md"));
        var table = lines.SkipWhile(l => !l.StartsWith("| second \\ first |", StringComparison.Ordinal)).TakeWhile(l => l.StartsWith('|')).Select(Cells).ToList();
        Assert.Equal(CommitRules.First.Select(Name), table[0][1..]);
        Assert.Equal(CommitRules.Second.Select(Name), table.Skip(2).Select(r => r[0]));
        foreach (var (row, second) in table.Skip(2).Zip(CommitRules.Second))
        {
            Assert.Equal(CommitRules.First.Select(first => CommitRules.Of(second, first) switch { Reapplication.Yes => "yes", Reapplication.No => "no", _ => "if disjoint" }), row[1..]);
        }
    }

    private static string[] Cells(string line) => [.. line.Trim('|').Split('|').Select(c => c.Trim())];

    private static string Name(CommitKind kind) => kind.ToString().ToLowerInvariant();

    private static async Task<string[]> SortedAsync(IObjectStore store) => Sorted(await TextsAsync(store));

    private static string[] Sorted(IEnumerable<string> rows) => [.. rows.Order(StringComparer.Ordinal)];
}
