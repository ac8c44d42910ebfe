using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>Columns that setters compute from, read beside the file's own, since they may be wanted with other types.</summary>
/// <param name="Number">Its position among those of an update.</param>
/// <param name="Columns">The columns.</param>
internal sealed record SetterInput(int Number, Schema Columns);
