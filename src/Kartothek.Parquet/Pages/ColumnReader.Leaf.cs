using System.Runtime.CompilerServices;
using Kartothek.Columns;

namespace Kartothek.Parquet;

internal abstract partial class ColumnReader
{
    /// <summary>The most levels of one chunk. A few bytes can stand for any number of them, so what is kept in memory is limited.</summary>
    private const int MaxLevels = 1 << 27;

    /// <summary>Reads all of the chunk of a nested column's leaf.</summary>
    /// <param name="values">Takes the values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public LeafLevels ReadLeaf(LeafValues values)
    {
        var leaf = context.Chunk.Leaf;
        var definition = leaf.MaxDefinitionLevel > 0 ? Array.Empty<byte>() : null;
        var repetition = leaf.MaxRepetitionLevel > 0 ? Array.Empty<byte>() : null;
        var count = 0;
        while (NextLeafPage())
        {
            var levels = _pages.Header.ValueCount;
            if (levels == 0)
                continue;
            if (levels > MaxLevels - count)
                throw new PageFormatException($"its pages hold more than the {MaxLevels} levels that are read from one row group");
            var body = LoadPage();
            if (repetition is not null)
                ReadLevels(_pages.Repetitions, ref repetition, count, levels);
            var present = levels;
            if (definition is not null)
            {
                ReadLevels(_pages.Definitions, ref definition, count, levels);
                present = definition.AsSpan(count, levels).Count((byte)leaf.MaxDefinitionLevel);
            }
            StartPage(_pages.Header.Encoding, body);
            var failed = ReadLeafValues(values, present);
            if (failed >= 0)
                throw ParquetErrors.ValueOutOfRange(context.File, leaf.Name, RowOfLeafValue(definition, repetition, count, failed), leaf.Type, Vector.Type);
            count += levels;
        }
        var collected = values.ToVector();
        var entries = values is CodeLeafValues ? LeafArrays.Entries((BytesVector)((DictionaryVector)collected).Dictionary.Entries) : null;
        return new LeafLevels { Leaf = leaf, Count = count, Definition = definition, Repetition = repetition, Values = collected, Entries = entries };
    }

    /// <summary>Reads the values of all of the chunk of a nested column's leaf, without their levels.</summary>
    /// <param name="values">Takes the values.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ReadLeafValues(LeafValues values)
    {
        var greatest = context.Chunk.Leaf.MaxDefinitionLevel;
        while (NextLeafPage())
        {
            if (_pages.Header.ValueCount == 0)
                continue;
            var body = LoadPage();
            var present = greatest > 0 ? CountLevels(_pages.Definitions, _pages.Header.ValueCount, greatest) : _pages.Header.ValueCount;
            StartPage(_pages.Header.Encoding, body);
            var failed = ReadLeafValues(values, present);
            if (failed >= 0)
                throw ParquetErrors.ValueOutOfRange(context.File, context.Chunk.Leaf.Name, context.FirstRow, context.Chunk.Leaf.Type, Vector.Type);
        }
    }

    /// <summary>How many of the next levels are one level.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int CountLevels(RunLengthDecoder decoder, int count, int wanted)
    {
        var found = 0;
        Span<int> read = stackalloc int[256];
        while (count > 0)
        {
            var run = decoder.PeekRepeated(count, out var level);
            if (run > 0)
            {
                decoder.Skip(run);
                found += level == wanted ? run : 0;
            }
            else
            {
                run = Math.Min(read.Length, count);
                decoder.Read(read[..run]);
                found += read[..run].Count(wanted);
            }
            count -= run;
        }
        return found;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool NextLeafPage()
    {
        while (_pages.MoveNext())
        {
            if (_pages.Header.Kind != PageKind.Dictionary)
                return true;
            TakeDictionary();
        }
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int ReadLeafValues(LeafValues values, int count)
    {
        for (var done = 0; done < count;)
        {
            var part = Math.Min(count - done, RowGroupScan.BlockRows);
            BeginBlock();
            var failed = ReadValues(part, 0);
            if (failed >= 0)
                return done + failed;
            EndBlock(part);
            Vector.Length = part;
            Vector.Valid = null;
            values.Add(Finish());
            done += part;
        }
        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadLevels(RunLengthDecoder decoder, ref byte[] levels, int offset, int count)
    {
        if (levels.Length - offset < count)
            Array.Resize(ref levels, Math.Max(offset + count, levels.Length * 2));
        Span<int> read = stackalloc int[256];
        var target = levels.AsSpan(offset, count);
        while (!target.IsEmpty)
        {
            var part = read[..Math.Min(read.Length, target.Length)];
            decoder.Read(part);
            for (var i = 0; i < part.Length; i++)
                target[i] = (byte)Math.Min((uint)part[i], byte.MaxValue);
            target = target[part.Length..];
        }
    }

    /// <summary>The row of the n-th value behind so many levels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private long RowOfLeafValue(byte[]? definition, byte[]? repetition, int level, int value)
    {
        for (; definition is not null && (definition[level] != context.Chunk.Leaf.MaxDefinitionLevel || value-- > 0); level++)
        {
        }
        var index = definition is null ? level + value : level;
        return context.FirstRow + (repetition is null ? index : repetition.AsSpan(0, index + 1).Count((byte)0) - 1);
    }
}
