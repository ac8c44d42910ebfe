using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Apache.Arrow;
using Apache.Arrow.Types;
using Kartothek.Columns;
using Array = System.Array;
using Schema = Kartothek.Columns.Schema;

namespace Kartothek.Core;

/// <summary>Ranges of an index as blocks of the two columns that its file has.</summary>
/// <param name="index">The index.</param>
/// <param name="schema">The column, and that of the labels.</param>
internal sealed class IndexBlocks(IndexEntries index, Schema schema)
{
    private readonly int[] _codeOfLabel = new int[index.Labels.Length];
    private readonly List<int> _labelsInUse = [];

    /// <summary>Some values with their labels.</summary>
    public Block Of(int first, int length) => new(schema, [Values(first, length), Labels(first, length)]) { Length = length };

    private Vector Values(int first, int length) => index.Values switch
    {
        FlatVector<bool> flat => Slice(flat, first, length),
        FlatVector<int> flat => Slice(flat, first, length),
        FlatVector<long> flat => Slice(flat, first, length),
        FlatVector<ulong> flat => Slice(flat, first, length),
        FlatVector<double> flat => Slice(flat, first, length),
        BytesVector bytes => new BytesVector(bytes.Type) { Data = bytes.Data, Views = bytes.Views.AsSpan(first, length).ToArray(), Length = length, IsAscii = bytes.IsAscii },
        _ => throw new UnreachableException($"An index holds no {index.Field.Type}."),
    };

    private static FlatVector<T> Slice<T>(FlatVector<T> flat, int first, int length)
        where T : unmanaged => new(flat.Type) { Values = flat.Values.AsSpan(first, length).ToArray(), Length = length };

    /// <summary>Lists of codes into those labels that occur in the range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private NestedVector Labels(int first, int length)
    {
        var starts = index.Starts;
        var postings = index.Postings.AsSpan(starts[first]..starts[first + length]);
        var codes = new int[postings.Length];
        Array.Fill(_codeOfLabel, -1);
        _labelsInUse.Clear();
        for (var i = 0; i < codes.Length; i++)
        {
            ref var code = ref _codeOfLabel[postings[i]];
            if (code < 0)
            {
                code = _labelsInUse.Count;
                _labelsInUse.Add(postings[i]);
            }
            codes[i] = code;
        }
        var offsets = new int[length + 1];
        for (var i = 0; i < offsets.Length; i++)
        {
            offsets[i] = starts[first + i] - starts[first];
        }
        var dictionary = new StringArray.Builder();
        foreach (var label in _labelsInUse)
        {
            dictionary.Append(index.Labels[label]);
        }
        var type = new DictionaryType(Int32Type.Default, StringType.Default, ordered: false);
        var items = new DictionaryArray(type, new Int32Array(Buffer(codes), ArrowBuffer.Empty, codes.Length, 0, 0), dictionary.Build());
        var lists = new ListArray(new ListType(new Apache.Arrow.Field("item", type, nullable: true)), length, Buffer(offsets), items, ArrowBuffer.Empty, 0);
        return new NestedVector(schema.Fields[1].Type, lists) { Length = length };
    }

    private static ArrowBuffer Buffer(int[] values) => new(MemoryMarshal.AsBytes<int>(values).ToArray());
}
