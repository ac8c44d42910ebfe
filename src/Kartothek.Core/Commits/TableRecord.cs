using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The schema of a table, as the header has it.</summary>
/// <param name="Schema">The columns, as <c>_common_metadata</c> is to have them.</param>
/// <param name="CommitId">The commit that last put <c>_common_metadata</c>; where the file names another, the file is ahead of the header, or was left by a commit that failed.</param>
internal sealed record TableRecord(Schema Schema, string CommitId);
