using System.Numerics;
using System.Runtime.CompilerServices;
using Kartothek.Columns;
using Kartothek.Core;

namespace Kartothek.Linq;

/// <summary>Sums integers one by one, for the rare sum that comes near its type's bounds.</summary>
internal sealed class RunningSumSink : ITaskSink<RunningSum>
{
    private readonly ScalarEvaluator _operand;
    private readonly ColumnReader _reader;
    private RunningSum _sum;
    private bool _isReady;

    /// <summary>A sink for one task.</summary>
    /// <param name="operand">What is summed; an integer.</param>
    /// <param name="columns">The columns that blocks have.</param>
    public RunningSumSink(Scalar operand, Schema columns)
    {
        _operand = new(operand, columns);
        var target = new ReadTarget(typeof(long), "", operand.Type, AcceptsNull: true, "the sum");
        _reader = ReaderMaker.Of(target).Make(new RowPosition());
    }

    /// <inheritdoc/>
    public bool Accept(Block block)
    {
        _reader.Load(_operand.Evaluate(block));
        switch (_reader)
        {
            case FlatReader<int> reader:
                Add<int>(reader.Values, block.Length);
                break;
            case FlatReader<uint> reader:
                Add<uint>(reader.Values, block.Length);
                break;
            case FlatReader<long> reader:
                Add<long>(reader.Values, block.Length);
                break;
            case FlatReader<ulong> reader:
                Add<ulong>(reader.Values, block.Length);
                break;
        }
        return true;
    }

    /// <inheritdoc/>
    public void Complete() => _isReady = true;

    /// <inheritdoc/>
    public bool TryTake(out RunningSum chunk)
    {
        chunk = _sum;
        return _isReady && !(_isReady = false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Add<T>(ReadOnlySpan<T> values, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (var row = 0; row < count; row++)
        {
            if (_reader.Valid[row])
            {
                _sum = _sum.Add(Int128.CreateTruncating(values[row]));
            }
        }
    }
}
