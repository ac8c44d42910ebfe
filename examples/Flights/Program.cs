using System.Globalization;
using Flights;

// 336,776 flights that Python wrote, asked in C#: each question prints its plan, its rows and what was read.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
IQuestion[] questions =
[
    new CountFlights(),
    new DelayedToHonolulu(),
    new OneDay(),
    new CancelledPerMonth(),
    new WorstRoutes(),
    new AirlinesByMeanDelay(),
    new DestinationsWithoutAirport(),
    new PlanesOnMostRoutes(),
    new LongestFlightPerOrigin(),
    new DecemberEvenings(),
    new TailNumberNull(),
    new ThreeDestinations(),
];

var data = DataFolder.Find();
var answers = new RecordedAnswers(Path.Combine(data, "answers.json"));
var wrong = 0;
await using var lake = await Lake.OpenAsync(Path.Combine(data, "store"));
foreach (var question in questions)
{
    Console.WriteLine($"\n{question.Name}\n  {answers.Sql(question.Name)}\n");
    var before = lake.Counts;
    var rows = await question.AskAsync(lake);
    var read = lake.Counts - before;

    Console.WriteLine();
    foreach (var row in rows)
        Console.WriteLine($"  {string.Join(", ", row.Select(cell => cell is DateTime time ? time.ToString("s") : cell ?? "null"))}");

    var isRight = answers.Match(question.Name, rows);
    wrong += isRight ? 0 : 1;
    Console.WriteLine($"\n  {rows.Count} {(rows.Count == 1 ? "row" : "rows")}, {(isRight ? "as DuckDB has them" : "NOT AS DUCKDB HAS THEM")}; {read.Requests} requests, {read.BytesRead:N0} bytes");
}

Console.WriteLine($"\n{questions.Length - wrong} of {questions.Length} answers agree with DuckDB's.");
return wrong == 0 ? 0 : 1;
