namespace Kartothek.Linq;

/// <summary>An observer that calls a delegate.</summary>
internal sealed class QueryObserver(Action<QueryFigures> completed) : IQueryObserver
{
    /// <inheritdoc/>
    public void OnCompleted(QueryFigures figures) => completed(figures);
}
