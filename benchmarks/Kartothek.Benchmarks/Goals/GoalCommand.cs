namespace Kartothek.Benchmarks;

/// <summary>The command <c>goals</c>: one line per goal, and 1 if one is missed.</summary>
internal static class GoalCommand
{
    public static int Run(GoalOptions options)
    {
        var goals = GoalList.Of(options.Threads)
            .Where(goal => options.Only.Length == 0 || options.Only.Contains(goal.Name) || options.Only.Contains(goal.Engine.Query))
            .ToList();
        if (goals.Count == 0)
            throw new ArgumentException($"No goal is called '{string.Join(",", options.Only)}'.");

        var data = options.Prepare();
        GoalTable.PrintSettings(data, options.Threads, options.Repetitions);
        var rows = new List<GoalRow>();
        foreach (var row in new GoalRunner(data, options.Repetitions).Run(goals))
        {
            GoalTable.Print(row);
            rows.Add(row);
        }

        if (options.Json is { } path)
            GoalTable.WriteJson(path, data, options.Threads, rows);

        var missed = rows.Count(row => !row.IsMet);
        Console.WriteLine();
        Console.WriteLine($"{rows.Count - missed} of {rows.Count} goals are met.");
        return missed == 0 ? 0 : 1;
    }
}
