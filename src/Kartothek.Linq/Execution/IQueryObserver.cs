namespace Kartothek.Linq;

/// <summary>Is told what queries really cost.</summary>
/// <remarks>Called once per run of a query, on the thread that ends it; also when the caller stops early, and when the query fails.</remarks>
public interface IQueryObserver
{
    /// <summary>A run of a query has ended.</summary>
    void OnCompleted(QueryFigures figures);
}
