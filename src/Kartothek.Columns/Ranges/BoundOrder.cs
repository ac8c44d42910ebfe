namespace Kartothek.Columns;

/// <summary>Compares bounds, where the answer holds for the values that they bound.</summary>
internal static class BoundOrder
{
    /// <summary>The sign of a three-way comparison; null where a bound is unknown, or where the order of text leaves it open.</summary>
    /// <remarks>
    /// Bounds of text are those of UTF-8 bytes or of UTF-16 code units. The two orders agree on any two texts of which one has no
    /// code unit from D800 on: where they first differ, that one's character is the lesser in both, or both are below D800. So if v ≤ a in
    /// either order, a is below b, b ≤ w, and a or b has no such code unit, then v is below w in both orders.
    /// Without such a text not even equal bounds say anything: v may be at most a in the order of bytes and above it in that of code units.
    /// </remarks>
    internal static int? Compare(object? left, object? right) => (left, right) switch
    {
        (null, _) or (_, null) => null,
        (string l, string r) when !IsOrderFree(l) && !IsOrderFree(r) => null,
        _ => ConstantOrder.Instance.Compare(left, right),
    };

    /// <summary>Whether a text has the same place in both orders.</summary>
    internal static bool IsOrderFree(string text) => text.AsSpan().IndexOfAnyExceptInRange('\0', '\uD7FF') < 0;
}
