using System.Runtime.CompilerServices;
using System.Text;
using DuckDB.NET.Native;

namespace Kartothek.Benchmarks;

/// <summary>A chunk of rows in DuckDB's memory, valid until the next one is fetched.</summary>
internal sealed unsafe class DuckDbChunk(DuckDBDataChunk chunk)
{
    /// <summary>Rows.</summary>
    public int Count { get; } = (int)NativeMethods.DataChunks.DuckDBDataChunkGetSize(chunk);

    /// <summary>The values of a column.</summary>
    public T* Values<T>(int column)
        where T : unmanaged => (T*)NativeMethods.Vectors.DuckDBVectorGetData(NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column));

    /// <summary>The bits of the rows that aren't null; null where none is.</summary>
    public ulong* Validity(int column) => NativeMethods.Vectors.DuckDBVectorGetValidity(NativeMethods.DataChunks.DuckDBDataChunkGetVector(chunk, column));

    /// <summary>Whether a row isn't null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsValid(ulong* validity, int row) => validity == null || ((validity[row >> 6] >> (row & 63)) & 1) != 0;

    /// <summary>A text: its length, then the bytes themselves up to twelve, else a prefix and their address.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static string Text(Text16* value) => value->Length == 0
        ? ""
        : Encoding.UTF8.GetString(value->Length <= 12 ? (byte*)&value->Prefix : value->Address, value->Length);

    /// <summary>DuckDB's 16 bytes for a text.</summary>
    public readonly struct Text16(int length, int prefix, byte* address)
    {
        public readonly int Length = length;
        public readonly int Prefix = prefix;
        public readonly byte* Address = address;
    }
}
