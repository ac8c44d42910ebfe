using System.Diagnostics;
using System.Diagnostics.Metrics;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>The activities and metrics of queries, all named <c>Kartothek</c>.</summary>
internal static class Telemetry
{
    private const string Name = "Kartothek";
    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Rows = Meter.CreateCounter<long>("kartothek.query.rows", "{row}", "Rows that queries gave to their callers.");
    private static readonly Counter<long> Bytes = Meter.CreateCounter<long>("kartothek.query.bytes", "By", "Bytes that queries read from stores.");
    private static readonly Counter<long> Requests = Meter.CreateCounter<long>("kartothek.query.requests", "{request}", "Requests of queries to stores.");
    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>("kartothek.query.duration", "s", "Time from the start of a query to its end.");

    /// <summary>Starts the activity of a query; null where nobody listens.</summary>
    public static Activity? Start(LogicalPlan plan)
    {
        var activity = Source.StartActivity("kartothek.query");
        activity?.SetTag("kartothek.plan", plan.ToString());
        return activity;
    }

    /// <summary>Records what a query cost.</summary>
    public static void Complete(Activity? activity, RunFigures figures, long rows, TimeSpan elapsed)
    {
        Rows.Add(rows);
        Bytes.Add(figures.BytesRead);
        Requests.Add(figures.Requests);
        Duration.Record(elapsed.TotalSeconds);
        activity?.SetTag("kartothek.rows", rows).SetTag("kartothek.bytes", figures.BytesRead).SetTag("kartothek.requests", figures.Requests);
    }
}
