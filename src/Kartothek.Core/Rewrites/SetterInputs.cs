using System.Collections.Immutable;
using Kartothek.Columns;

namespace Kartothek.Core;

/// <summary>The columns that the setters of an update compute from. Expressions that want a column with the same type share one reading of it.</summary>
internal sealed class SetterInputs
{
    private readonly Dictionary<ColumnSetter, SetterInput> _inputs = new(ReferenceEqualityComparer.Instance);

    public SetterInputs(ImmutableArray<ColumnSetter> setters)
    {
        var shared = new List<ColumnScalar>();
        var expressions = setters.Where(s => s.Value is not (null or ConstantScalar)).ToList();
        foreach (var setter in expressions)
        {
            Collect(setter.Value!, shared);
        }
        // One name with two types, which no translator makes, can't be read as one block.
        var isOne = shared.Select(c => c.Name).Distinct().Count() == shared.Count;
        var all = new List<SetterInput>();
        foreach (var setter in expressions)
        {
            if (isOne && all.Count > 0)
            {
                _inputs.Add(setter, all[0]);
                continue;
            }
            var columns = isOne ? shared : [];
            if (!isOne)
            {
                Collect(setter.Value!, columns);
            }
            all.Add(new(all.Count, new Schema(columns.Select(c => new Field(c.Name, c.Type)))));
            _inputs.Add(setter, all[^1]);
        }
        foreach (var setter in setters.Where(s => s.Computation is not null))
        {
            all.Add(new(all.Count, setter.Computation!.Columns));
            _inputs.Add(setter, all[^1]);
        }
        All = [.. all];
    }

    /// <summary>All of them.</summary>
    public ImmutableArray<SetterInput> All { get; }

    /// <summary>What a setter computes from.</summary>
    public SetterInput Of(ColumnSetter setter) => _inputs[setter];

    private static void Collect(Scalar scalar, List<ColumnScalar> columns)
    {
        if (scalar is ColumnScalar column && !columns.Contains(column))
        {
            columns.Add(column);
        }
        foreach (var operand in scalar.Operands)
        {
            Collect(operand, columns);
        }
    }
}
