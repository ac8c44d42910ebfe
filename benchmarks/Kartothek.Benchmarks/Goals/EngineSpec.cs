namespace Kartothek.Benchmarks;

/// <summary>What a process of its own measures: an engine on a query.</summary>
/// <param name="Engine">The name of a contender.</param>
/// <param name="Query">The query.</param>
/// <param name="Threads">Cores and threads.</param>
/// <param name="IsServer">Whether the garbage collector is the server's, without adaptation to the application's size.</param>
internal sealed record EngineSpec(string Engine, string Query, int Threads, bool IsServer = false)
{
    public override string ToString() => $"{Engine} {Query}, {Threads} {(Threads == 1 ? "thread" : "threads")}{(IsServer ? ", server GC" : "")}";
}
