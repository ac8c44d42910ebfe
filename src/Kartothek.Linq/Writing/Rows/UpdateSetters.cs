using System.Linq.Expressions;

namespace Kartothek.Linq;

/// <summary>The members that an update sets, and their values, as EF Core has them.</summary>
/// <remarks>
/// All values are those of the row as it was before the update, whatever the order of the setters. A value that can be said as a <see cref="Columns.Scalar"/> is computed by column; any
/// other lambda runs over records in memory, and the report names it. A value is set exactly or the update fails with nothing changed: round a decimal to the digits of
/// its column (<c>Math.Round(x.Amount * 1.1m, 2)</c>).
/// </remarks>
/// <typeparam name="T">The record type.</typeparam>
public sealed class UpdateSetters<T>
{
    private readonly List<RecordSetter> _setters = [];

    internal UpdateSetters()
    {
    }

    internal IReadOnlyList<RecordSetter> All => _setters;

    /// <summary>Sets a member to what a lambda makes of the row.</summary>
    /// <param name="property">The member: <c>s => s.Amount</c>.</param>
    /// <param name="value">Its new value: <c>s => s.Amount * 2</c>.</param>
    public UpdateSetters<T> SetProperty<TValue>(Expression<Func<T, TValue>> property, Expression<Func<T, TValue>> value)
    {
        ArgumentNullException.ThrowIfNull(property);
        ArgumentNullException.ThrowIfNull(value);
        _setters.Add(new LambdaSetter<TValue>(property, value));
        return this;
    }

    /// <summary>Sets a member to one value in all rows.</summary>
    /// <param name="property">The member: <c>s => s.Country</c>.</param>
    /// <param name="value">Its new value.</param>
    public UpdateSetters<T> SetProperty<TValue>(Expression<Func<T, TValue>> property, TValue value) =>
        SetProperty(property, Expression.Lambda<Func<T, TValue>>(Expression.Constant(value, typeof(TValue)), Expression.Parameter(typeof(T), "x")));
}
