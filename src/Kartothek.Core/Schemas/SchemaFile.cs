using Kartothek.Columns;
using Kartothek.Parquet;

namespace Kartothek.Core;

/// <summary>The bytes of <c>_common_metadata</c> in the form that Kartothek and Plateau both read and update (format.md 12.1 rule 2).</summary>
internal static class SchemaFile
{
    /// <summary>The key-value entry of the footer that names the commit; Python drops it when it writes the file again.</summary>
    public const string CommitKey = "kartothek.linq.commit";

    /// <summary>The file: no row group, all columns optional, the entry <c>pandas</c> and none for Arrow.</summary>
    /// <param name="schema">Normalised, partition columns first (<see cref="SchemaNormalization.Normalize(Schema, System.Collections.Immutable.ImmutableArray{string})"/>).</param>
    /// <param name="commitId">The commit that writes it; null for none.</param>
    public static byte[] ToBytes(Schema schema, string? commitId = null) => throw new NotSupportedException();

    /// <summary>The commit that wrote a file, or null where Python, or a foreign writer, did.</summary>
    public static string? CommitIdOf(ParquetFooter footer)
    {
        ArgumentNullException.ThrowIfNull(footer);
        return footer.KeyValueMetadata.TryGetValue(CommitKey, out var id) && id.Length > 0 ? id : null;
    }

    /// <summary>
    /// Whether a file has the form that <see cref="ToBytes"/> gives, whoever wrote it: otherwise one of the libraries couldn't update the dataset, and it is to be
    /// written again.
    /// </summary>
    /// <param name="footer">The file.</param>
    /// <param name="schema">The schema that it should have.</param>
    public static bool IsInForm(ParquetFooter footer, Schema schema) => throw new NotSupportedException();
}
