using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Kartothek.Parquet;

/// <summary>The dictionary codes of a page, checked against the dictionary.</summary>
internal sealed class CodePage
{
    private readonly RunLengthDecoder _runs = new();
    private int _count;
    private bool _needsCheck;

    /// <summary>Starts a page.</summary>
    /// <param name="body">A byte with the bits per code, then runs.</param>
    /// <param name="count">Entries of the dictionary.</param>
    public void Reset(PageBody body, int count)
    {
        _count = count;
        if (body.Start == body.End)
        {
            // Nothing but nulls. A code read nevertheless ends in an error, as one bit is more than there is.
            _runs.Reset(body.Values, body.End, body.End, 1);
            _needsCheck = true;
            return;
        }
        body.Pending?.Advance(body.Start + 1);
        int width = body.Values[body.Start];
        _runs.Reset(body.Values, body.Start + 1, body.End, width, body.Pending);
        _needsCheck = width >= 31 || 1L << width > count;
    }

    /// <summary>Reads codes.</summary>
    /// <exception cref="PageFormatException">A code has no entry.</exception>
    public void Read(Span<int> codes)
    {
        _runs.Read(codes);
        if (_needsCheck && Greatest(codes) is var greatest && !codes.IsEmpty && greatest >= (uint)_count)
            throw new PageFormatException($"the code {greatest} has no entry in a dictionary of {_count}");
    }

    /// <summary>Passes over codes.</summary>
    public void Skip(int count) => _runs.Skip(count);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static uint Greatest(ReadOnlySpan<int> codes)
    {
        var values = MemoryMarshal.Cast<int, uint>(codes);
        var greatest = 0u;
        var i = 0;
        if (values.Length >= Vector256<uint>.Count)
        {
            var lanes = Vector256<uint>.Zero;
            for (; i <= values.Length - Vector256<uint>.Count; i += Vector256<uint>.Count)
                lanes = Vector256.Max(lanes, Vector256.Create<uint>(values[i..]));
            for (var lane = 0; lane < Vector256<uint>.Count; lane++)
                greatest = Math.Max(greatest, lanes[lane]);
        }
        for (; i < values.Length; i++)
            greatest = Math.Max(greatest, values[i]);
        return greatest;
    }
}
