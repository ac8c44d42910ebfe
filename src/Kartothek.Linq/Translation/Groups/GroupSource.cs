using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>The scan below a <see cref="Group"/>, and key and element as lambdas over its records.</summary>
/// <param name="Scan">The scan.</param>
/// <param name="Key">The key of a record.</param>
/// <param name="Element">What a group holds of a record.</param>
internal sealed record GroupSource(DatasetScan Scan, LambdaExpression Key, LambdaExpression Element)
{
    /// <summary>Looks through projections, whose parts can be evaluated where they are used: scalars have no effects. Null, and why, where something else is between.</summary>
    public static GroupSource? Of(Group group, out string? reason)
    {
        var element = group.Element;
        if (element is null)
        {
            var row = Expression.Parameter(group.Input.ElementType, group.Key.Parameters[0].Name);
            element = Expression.Lambda(row, row);
        }
        var (input, key) = (group.Input, group.Key);
        while (input is Project project)
        {
            key = LambdaComposition.Compose(key, project.Selector);
            element = LambdaComposition.Compose(element, project.Selector);
            input = project.Input;
        }
        reason = input switch
        {
            DatasetScan => null,
            Filter => "a condition below is checked in memory",
            _ => $"it stands behind {input.Line}",
        };
        return input is DatasetScan scan ? new(scan, key, element) : null;
    }
}
