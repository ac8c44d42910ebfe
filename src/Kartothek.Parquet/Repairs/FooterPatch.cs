namespace Kartothek.Parquet;

/// <summary>Copies a footer, with other statistics. What isn't known here is kept as it is.</summary>
/// <param name="footer">The footer.</param>
/// <param name="bytes">Its structure.</param>
/// <param name="statistics">The statistics of each chunk, by row group and leaf.</param>
internal sealed class FooterPatch(ParquetFooter footer, ReadOnlyMemory<byte> bytes, IReadOnlyList<WrittenStatistics[]> statistics)
{
    private readonly CompactWriter _writer = new();

    /// <summary>The new structure.</summary>
    public ReadOnlyMemory<byte> Apply()
    {
        _writer.Clear();
        var reader = new CompactReader(bytes.Span);
        var hasWriter = false;
        for (short field = 0; reader.NextField(ref field, out var type);)
        {
            if (field > 6 && !hasWriter)
                WriteWriter();
            hasWriter |= field > 6;
            switch (field)
            {
                case 4:
                    CopyRowGroups(ref reader, type);
                    break;
                case 6 or 7:
                    reader.Skip(type);
                    break;
                default:
                    Copy(ref reader, field, type);
                    break;
            }
        }
        if (!hasWriter)
            WriteWriter();
        _writer.End();
        return _writer.Bytes;
    }

    private void WriteWriter()
    {
        _writer.Text(6, FooterWriter.CreatedBy);
        FooterWriter.WriteColumnOrders(_writer, footer.Leaves.Length);
    }

    private void CopyRowGroups(ref CompactReader reader, CompactType type)
    {
        var count = reader.ReadList(type, CompactType.Struct);
        _writer.List(4, CompactType.Struct, count);
        for (var group = 0; group < count; group++)
        {
            _writer.BeginElement();
            for (short field = 0; reader.NextField(ref field, out var member);)
            {
                if (field == 1)
                    CopyChunks(ref reader, member, group);
                else
                    Copy(ref reader, field, member);
            }
            _writer.End();
        }
    }

    private void CopyChunks(ref CompactReader reader, CompactType type, int group)
    {
        var count = reader.ReadList(type, CompactType.Struct);
        _writer.List(1, CompactType.Struct, count);
        for (var leaf = 0; leaf < count; leaf++)
        {
            _writer.BeginElement();
            for (short field = 0; reader.NextField(ref field, out var member);)
            {
                switch (field)
                {
                    case 3:
                        CopyMetadata(ref reader, member, footer.Leaves[leaf], statistics[group][leaf]);
                        break;
                    case 6 or 7:
                        // Bounds of pages may be as untrue as those of the chunk.
                        reader.Skip(member);
                        break;
                    default:
                        Copy(ref reader, field, member);
                        break;
                }
            }
            _writer.End();
        }
    }

    private void CopyMetadata(ref CompactReader reader, CompactType type, LeafColumn leaf, WrittenStatistics actual)
    {
        reader.ReadStruct(type);
        _writer.Begin(3);
        var isWritten = false;
        for (short field = 0; reader.NextField(ref field, out var member);)
        {
            if (field >= 12 && !isWritten)
            {
                actual.Write(_writer, 12, leaf);
                isWritten = true;
            }
            if (field == 12)
                reader.Skip(member);
            else
                Copy(ref reader, field, member);
        }
        if (!isWritten)
            actual.Write(_writer, 12, leaf);
        _writer.End();
    }

    private void Copy(ref CompactReader reader, short field, CompactType type)
    {
        var start = reader.Position;
        reader.Skip(type);
        _writer.Raw(field, type, bytes.Span[start..reader.Position]);
    }
}
