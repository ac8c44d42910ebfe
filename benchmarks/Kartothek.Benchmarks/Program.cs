using Kartothek.Benchmarks;

if (args is ["engine", .. var engine])
    return await EngineHost.RunAsync(engine);

if (args is ["goals", .. var goals])
{
    try
    {
        return GoalCommand.Run(GoalOptions.Parse(goals));
    }
    catch (ArgumentException wrong)
    {
        Console.Error.WriteLine($"{wrong.Message}\n{GoalOptions.Usage}");
        return 2;
    }
}

Options options;
try
{
    options = Options.Parse(args);
}
catch (ArgumentException wrong)
{
    Console.Error.WriteLine($"{wrong.Message}\n{Options.Usage}");
    return 2;
}

var data = BenchmarkData.Of(options);
if (options.Command == "data" || !data.IsComplete)
{
    Console.Error.WriteLine($"Making the data in '{data.Folder}'.");
    DataGenerator.Generate(data);
    if (options.Command == "data")
        return 0;
}

IContender[] all =
[
    new DuckDbContender(data, options.Threads),
    new LinqContender(data, options.Threads),
    new BatchContender(data, options.Threads),
    new ParquetSharpContender(data),
    new ParquetNetContender(data),
    new ParquetSerializerContender(data),
];
var contenders = all.Where(contender => options.Contenders.Length == 0 || options.Contenders.Contains(contender.Name)).ToArray();
var queries = BenchmarkQuery.All.Where(query => options.Only.Length == 0 || options.Only.Contains(query.Name)).ToArray();
var measurements = await Runner.RunAsync(queries, contenders, options.Repetitions);
ResultTable.Print(queries, contenders, measurements, Console.Out);
foreach (var contender in all)
    contender.Dispose();

return ResultTable.HasFailures(measurements) ? 1 : 0;
