using System.Security.Cryptography;

namespace Kartothek.Core;

/// <summary>Gives the random names of new objects: the last part of labels, the ids of commits. Safe for use by several threads.</summary>
/// <remarks>
/// Nothing that a source gives may occur twice, neither in one process nor in any other that writes to the same store: a data file whose key exists
/// already is an error, and a commit whose id exists is taken for itself. Tests that need the same names each time have a source of their own.
/// </remarks>
public abstract class LabelSource
{
    /// <summary>Random UUIDs (version 4) as 32 lower-case hexadecimal digits, as Python names files.</summary>
    public static LabelSource Random { get; } = new RandomLabels();

    /// <summary>The next name: ASCII letters, digits, <c>-</c> and <c>_</c>; 32 lower-case hexadecimal digits where Python's naming is to be kept.</summary>
    public abstract string Next();

    private sealed class RandomLabels : LabelSource
    {
        public override string Next()
        {
            Span<byte> bytes = stackalloc byte[16];
            RandomNumberGenerator.Fill(bytes);
            bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
            bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
            return Convert.ToHexStringLower(bytes);
        }
    }
}
