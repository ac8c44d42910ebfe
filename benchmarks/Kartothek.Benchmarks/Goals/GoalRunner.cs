namespace Kartothek.Benchmarks;

/// <summary>Measures goals: each engine and query in a process of its own, one repetition of each engine in turn.</summary>
internal sealed class GoalRunner(BenchmarkData data, int repetitions)
{
    /// <summary>Milliseconds that each engine answers untimed, so that its code is compiled well.</summary>
    private const double WarmUp = 1_500;

    /// <summary>Milliseconds after which a slow engine needn't repeat more than <see cref="FewRepetitions"/> times.</summary>
    private const double Patience = 20_000;

    private const int FewRepetitions = 3;

    private readonly Dictionary<EngineSpec, EngineTimes> _times = [];
    private readonly Dictionary<EngineSpec, string> _failures = [];

    /// <summary>Measures goals in their order. The engines that answer one query under the same garbage collector are measured together, before the first goal that needs one of them.</summary>
    public IEnumerable<GoalRow> Run(IReadOnlyList<Goal> goals)
    {
        var groups = goals.SelectMany(goal => (EngineSpec[])[goal.Reference, goal.Engine])
            .Distinct()
            .GroupBy(spec => (spec.Query, spec.IsServer))
            .ToDictionary(group => group.Key, group => group.ToArray());
        foreach (var goal in goals)
        {
            foreach (var spec in (EngineSpec[])[goal.Reference, goal.Engine])
            {
                if (groups.Remove((spec.Query, spec.IsServer), out var group))
                    Measure(group);
            }

            var row = RowOf(goal);
            if (row.IsClose)
            {
                Measure([.. ((EngineSpec[])[goal.Reference, goal.Engine]).Distinct()]);
                row = RowOf(goal);
            }

            yield return row;
        }
    }

    private GoalRow RowOf(Goal goal) => new(
        goal,
        _times.GetValueOrDefault(goal.Engine),
        goal.Reference == goal.Engine ? null : _times.GetValueOrDefault(goal.Reference),
        _failures.GetValueOrDefault(goal.Engine) ?? _failures.GetValueOrDefault(goal.Reference));

    private void Measure(EngineSpec[] specs)
    {
        Console.Error.WriteLine($"measuring {string.Join("; ", specs.Select(spec => spec.ToString()))}");
        var running = new List<(EngineProcess Process, double First, List<double> Times)>();
        try
        {
            Start(specs, running);
            for (var repetition = 0; repetition < repetitions; repetition++)
            {
                foreach (var (process, _, times) in running)
                {
                    if (times.Count < FewRepetitions || times.Sum() < Patience)
                        times.Add(process.Time());
                }
            }

            foreach (var (process, first, times) in running)
            {
                times.Sort();
                _times[process.Spec] = new EngineTimes(times, first, process.PeakBytes(), process.BaseBytes(), process.Written());
            }
        }
        finally
        {
            foreach (var (process, _, _) in running)
                process.Dispose();
        }
    }

    /// <summary>Starts the processes, compares their first answers, and lets each answer on until it is warm.</summary>
    private void Start(EngineSpec[] specs, List<(EngineProcess Process, double First, List<double> Times)> running)
    {
        EngineAnswer? expected = null;
        foreach (var spec in specs)
        {
            var process = new EngineProcess(spec, data);
            try
            {
                var first = process.First() ?? throw new InvalidOperationException($"{spec.Engine} has no way to answer {spec.Query}.");
                expected ??= first;
                if (!first.Answer.Agrees(expected.Answer, first.HasDigest && expected.HasDigest))
                    throw new InvalidOperationException($"{spec} answers {first.Answer}, but {specs[0].Engine} {expected.Answer}.");

                for (var spent = process.Time(); spent < WarmUp;)
                    spent += Math.Max(process.Time(), 0.1);

                running.Add((process, first.Milliseconds, []));
                _failures.Remove(spec);
            }
            catch (InvalidOperationException e)
            {
                _failures[spec] = e.Message;
                process.Dispose();
            }
        }
    }
}
