using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Kartothek.Columns;

/// <summary>An ordered set of columns with distinct names. Immutable.</summary>
public sealed class Schema
{
    private readonly Dictionary<string, int> _ordinals = new(StringComparer.Ordinal);

    /// <summary>Creates a schema.</summary>
    /// <exception cref="KartothekException">Two columns have one name (<see cref="ErrorKind.Invalid"/>).</exception>
    public Schema(IEnumerable<Field> fields)
    {
        Fields = [.. fields];
        for (var i = 0; i < Fields.Length; i++)
        {
            if (!_ordinals.TryAdd(Fields[i].Name, i))
            {
                throw new KartothekException(ErrorKind.Invalid, $"The schema has two columns named '{Fields[i].Name}'. Column names must be distinct.");
            }
        }
    }

    /// <summary>The columns in order.</summary>
    public ImmutableArray<Field> Fields { get; }

    /// <summary>The column of an exact name.</summary>
    /// <exception cref="KartothekException">There is none (<see cref="ErrorKind.NotFound"/>); the message names the nearest.</exception>
    public Field this[string name] => TryGet(name, out var field) ? field : throw ColumnsErrors.NoField(name, this);

    /// <summary>Looks a column up by its exact name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out Field? field)
    {
        field = _ordinals.TryGetValue(name, out var i) ? Fields[i] : null;
        return field is not null;
    }

    /// <summary>Whether there is a column of that exact name.</summary>
    public bool Contains(string name) => _ordinals.ContainsKey(name);

    /// <summary>The position of a column, or -1.</summary>
    public int IndexOf(string name) => _ordinals.GetValueOrDefault(name, -1);

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", Fields);
}
