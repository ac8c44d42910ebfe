using Apache.Arrow;
using Kartothek.Columns;
using Array = System.Array;

namespace Kartothek.Parquet;

/// <summary>Walks forward over a leaf of a row group and gathers the levels and values of the rows asked for.</summary>
/// <remarks>Levels are checked once, when the cursor is made; afterwards they are known to describe whole rows.</remarks>
internal sealed class LeafCursor
{
    private readonly LeafLevels _leaf;
    private readonly byte _maxDefinition;
    private int _row;
    private int _level;
    private int _value;
    private int[] _values = [];

    /// <param name="leaf">Levels and values.</param>
    /// <param name="rowCount">The rows that they must make.</param>
    /// <param name="elementLevels">For each repeated ancestor from the root on, the definition level from which on there is an element.</param>
    /// <param name="file">For messages.</param>
    public LeafCursor(LeafLevels leaf, int rowCount, ReadOnlySpan<byte> elementLevels, string file)
    {
        _leaf = leaf;
        _maxDefinition = (byte)leaf.Leaf.MaxDefinitionLevel;
        Check(leaf, rowCount, elementLevels, file);
    }

    /// <summary>The leaf.</summary>
    public LeafColumn Leaf => _leaf.Leaf;

    /// <summary>Definition levels of the gathered rows; meaningless where the leaf's maximum is 0.</summary>
    public byte[] Definition { get; private set; } = [];

    /// <summary>Repetition levels of the gathered rows; meaningless where the leaf's maximum is 0.</summary>
    public byte[] Repetition { get; private set; } = [];

    /// <summary>The number of gathered levels.</summary>
    public int Count { get; private set; }

    /// <summary>The positions, among the leaf's values, of those of the gathered rows.</summary>
    public ReadOnlySpan<int> ValueIndices => _values.AsSpan(0, ValueCount);

    /// <summary>The number of gathered values.</summary>
    public int ValueCount { get; private set; }

    /// <summary>The leaf's values.</summary>
    public Vector Values => _leaf.Values;

    /// <summary>See <see cref="LeafLevels.Entries"/>.</summary>
    public ArrayData? Entries => _leaf.Entries;

    /// <summary>Gathers a run of rows, which must lie behind those gathered before.</summary>
    public void Gather(int first, int count)
    {
        Count = ValueCount = 0;
        Append(first, count);
    }

    /// <summary>Gathers rows in ascending order, which must lie behind those gathered before.</summary>
    public void Gather(ReadOnlySpan<int> rows)
    {
        Count = ValueCount = 0;
        for (var i = 0; i < rows.Length;)
        {
            var run = 1;
            while (i + run < rows.Length && rows[i + run] == rows[i] + run)
                run++;
            Append(rows[i], run);
            i += run;
        }
    }

    private void Append(int first, int count)
    {
        if (first < _row)
            throw new InvalidOperationException($"Row {first} of '{Leaf.Name}' lies before row {_row}, where the cursor stands. Rows must be asked for in ascending order.");
        Skip(first - _row);
        var (level, value) = (_level, _value);
        Skip(count);
        Copy(level, _level - level, value, _value - value);
    }

    /// <summary>Moves on by so many rows.</summary>
    private void Skip(int rows)
    {
        _row += rows;
        var end = _leaf.Repetition is { } repetition ? EndOfRows(repetition, rows) : _level + rows;
        _value += _leaf.Definition is { } definition ? definition.AsSpan(_level, end - _level).Count(_maxDefinition) : end - _level;
        _level = end;
    }

    private int EndOfRows(byte[] repetition, int rows)
    {
        if (rows == 0)
            return _level;
        var rest = repetition.AsSpan(0, _leaf.Count)[(_level + 1)..];
        // Where no list has more than one element, each level is a row.
        if (rest.Length >= rows - 1 && rest[..Math.Min(rows, rest.Length)].IndexOfAnyExcept((byte)0) < 0)
            return _level + rows;
        for (var position = _level + 1; ;)
        {
            var next = rest.IndexOf((byte)0);
            if (next < 0)
                return _leaf.Count;
            position += next;
            if (--rows == 0)
                return position;
            position++;
            rest = rest[(next + 1)..];
        }
    }

    private void Copy(int level, int levels, int value, int values)
    {
        if (_leaf.Definition is { } definition)
        {
            Definition = Grown(Definition, Count, levels);
            definition.AsSpan(level, levels).CopyTo(Definition.AsSpan(Count));
        }
        if (_leaf.Repetition is { } repetition)
        {
            Repetition = Grown(Repetition, Count, levels);
            repetition.AsSpan(level, levels).CopyTo(Repetition.AsSpan(Count));
        }
        Count += levels;
        _values = Grown(_values, ValueCount, values);
        for (var i = 0; i < values; i++)
            _values[ValueCount + i] = value + i;
        ValueCount += values;
    }

    private static T[] Grown<T>(T[] array, int used, int more)
    {
        if (array.Length - used < more)
            Array.Resize(ref array, Math.Max(used + more, array.Length * 2));
        return array;
    }

    private static void Check(LeafLevels leaf, int rowCount, ReadOnlySpan<byte> elementLevels, string file)
    {
        var definition = leaf.Definition is { } d ? d.AsSpan(0, leaf.Count) : default;
        var repetition = leaf.Repetition is { } r ? r.AsSpan(0, leaf.Count) : default;
        if (!definition.IsEmpty && definition.ContainsAnyExceptInRange((byte)0, (byte)leaf.Leaf.MaxDefinitionLevel))
            throw ParquetErrors.Chunk(file, leaf.Leaf.Name, $"a definition level is above {leaf.Leaf.MaxDefinitionLevel}");
        if (!repetition.IsEmpty)
            CheckRepetition(leaf.Leaf, definition, repetition, elementLevels, file);
        var rows = leaf.Repetition is null ? leaf.Count : repetition.Count((byte)0);
        if (rows != rowCount)
            throw ParquetErrors.Chunk(file, leaf.Leaf.Name, $"its levels make {rows} rows, and the row group has {rowCount}");
        var values = leaf.Definition is null ? leaf.Count : definition.Count((byte)leaf.Leaf.MaxDefinitionLevel);
        if (values > leaf.Values.Length && leaf.Values is not NullVector)
            throw ParquetErrors.Chunk(file, leaf.Leaf.Name, $"its levels make {values} values, and its pages have {leaf.Values.Length}");
    }

    /// <summary>A level that continues a list needs an element in front of it, and is one itself.</summary>
    private static void CheckRepetition(LeafColumn leaf, ReadOnlySpan<byte> definition, ReadOnlySpan<byte> repetition, ReadOnlySpan<byte> elementLevels, string file)
    {
        if (repetition[0] != 0)
            throw ParquetErrors.Chunk(file, leaf.Name, "its first level continues a list, and there is none yet");
        for (var i = 1; i < repetition.Length; i++)
        {
            var level = repetition[i];
            if (level == 0)
                continue;
            if (level > elementLevels.Length)
                throw ParquetErrors.Chunk(file, leaf.Name, $"a repetition level is {level}, above {elementLevels.Length}");
            var needed = elementLevels[level - 1];
            if (definition[i] < needed || definition[i - 1] < needed)
                throw ParquetErrors.Chunk(file, leaf.Name, $"level {i} continues a list that is null or empty");
        }
    }
}
