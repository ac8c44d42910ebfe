namespace Kartothek.Core.Tests;

/// <summary>Lets writers make their requests one at a time, in an order that a test gives: so an interleaving can be made, and made again.</summary>
internal sealed class Turns(IReadOnlyList<int> order)
{
    private readonly SortedDictionary<int, Queue<TaskCompletionSource>> _waiting = [];
    private readonly Lock _lock = new();
    private int _writers;
    private int _turn;

    /// <summary>Runs writers until all have ended. Each is given its number.</summary>
    public async Task RunAsync(IReadOnlyList<Func<int, Task>> writers)
    {
        _writers = writers.Count;
        await Task.WhenAll(writers.Select((writer, i) => Task.Run(async () =>
        {
            try
            {
                await writer(i);
            }
            finally
            {
                Change(() => _writers--);
            }
        })));
    }

    /// <summary>Waits until a writer may go on: all others wait too, or have ended, and the order says so.</summary>
    public Task WaitAsync(int writer)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Change(() =>
        {
            // A writer may have several requests on their way.
            if (!_waiting.TryGetValue(writer, out var own))
            {
                _waiting.Add(writer, own = []);
            }
            own.Enqueue(turn);
        });
        return turn.Task;
    }

    private void Change(Action change)
    {
        TaskCompletionSource? next = null;
        lock (_lock)
        {
            change();
            if (_waiting.Count > 0 && _waiting.Count == _writers)
            {
                var chosen = _waiting.ElementAt(order[_turn++ % order.Count] % _waiting.Count);
                next = chosen.Value.Dequeue();
                if (chosen.Value.Count == 0)
                {
                    _waiting.Remove(chosen.Key);
                }
            }
        }
        next?.SetResult();
    }
}
