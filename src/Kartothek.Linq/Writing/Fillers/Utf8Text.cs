using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Kartothek.Columns;

namespace Kartothek.Linq;

/// <summary>Text as UTF-8.</summary>
internal static class Utf8Text
{
    /// <summary>Appends a text; false, with nothing appended, where it has half a surrogate pair, which UTF-8 can't say.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryAppend(string text, ref ByteBuffer buffer, out ByteView view)
    {
        var target = buffer.Reserve(3 * text.Length);
        var status = Utf8.FromUtf16(text, target, out _, out var written, replaceInvalidSequences: false);
        view = new(buffer.Count, written);
        if (status != OperationStatus.Done)
        {
            return false;
        }
        buffer.Count += written;
        return true;
    }
}
