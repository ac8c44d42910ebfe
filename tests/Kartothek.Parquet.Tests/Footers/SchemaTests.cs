using static Kartothek.Parquet.Tests.Schemas;

namespace Kartothek.Parquet.Tests;

public class SchemaTests
{
    [Fact]
    public void A_list_of_three_levels_names_its_element() =>
        Assert.Equal("l: list<int64>; element nullable", Describe(
            Group("l", Repetition.Optional, 1, AnnotationKind.List), Group("list", Repetition.Repeated, 1), Int64("element", Repetition.Optional)));

    [Fact]
    public void A_list_of_two_levels_has_elements_that_are_never_null() =>
        Assert.Equal("l: list<int64>; element", Describe(Group("l", Repetition.Optional, 1, AnnotationKind.List), Int64("element", Repetition.Repeated)));

    [Fact]
    public void A_repeated_group_of_several_members_is_the_element() =>
        Assert.Equal("l: list<struct<a: int64, b: string>>; element", Describe(
            Group("l", Repetition.Optional, 1, AnnotationKind.List),
            Group("element", Repetition.Repeated, 2), Int64("a", Repetition.Required), Text("b", Repetition.Optional)));

    [Fact]
    public void A_repeated_group_called_array_is_the_element() =>
        Assert.Equal("l: list<struct<a: int64>>; array", Describe(
            Group("l", Repetition.Optional, 1, AnnotationKind.List), Group("array", Repetition.Repeated, 1), Int64("a", Repetition.Required)));

    [Fact]
    public void A_repeated_group_called_like_its_list_and_tuple_is_the_element() =>
        Assert.Equal("l: list<struct<a: int64>>; l_tuple", Describe(
            Group("l", Repetition.Optional, 1, AnnotationKind.List), Group("l_tuple", Repetition.Repeated, 1), Int64("a", Repetition.Required)));

    [Fact]
    public void A_list_of_two_levels_in_a_list_of_two_levels_is_a_list_of_lists() =>
        Assert.Equal("a: list<list<int64>>; array", Describe(
            Group("a", Repetition.Optional, 1, AnnotationKind.List),
            Group("array", Repetition.Repeated, 1, AnnotationKind.List),
            Int64("array", Repetition.Repeated)));

    [Fact]
    public void Repeated_elements_outside_a_list_are_lists_that_are_never_null()
    {
        var schema = Build(Group("s", Repetition.Repeated, 1), Int64("x", Repetition.Repeated));
        Assert.Equal("s: list<struct<x: list<int64>>> not null", schema.Columns[0].Field.ToString());
        Assert.Equal((2, 2), (schema.Leaves[0].MaxDefinitionLevel, schema.Leaves[0].MaxRepetitionLevel));
    }

    [Fact]
    public void A_map_is_told_by_either_annotation_and_without_values_is_a_list_of_keys()
    {
        Assert.Equal("m: map<string, int64>", Build(
            Group("m", Repetition.Optional, 1, AnnotationKind.Map),
            Group("key_value", Repetition.Repeated, 2), Text("key", Repetition.Required), Int64("value", Repetition.Optional)).Columns[0].Field.ToString());
        Assert.Equal("m: map<string, int64>", Build(
            Group("m", Repetition.Optional, 1, AnnotationKind.MapKeyValue),
            Group("map", Repetition.Repeated, 2), Text("key", Repetition.Required), Int64("value", Repetition.Optional)).Columns[0].Field.ToString());
        Assert.Equal("m: list<string>", Build(
            Group("m", Repetition.Optional, 1, AnnotationKind.Map),
            Group("key_value", Repetition.Repeated, 1), Text("key", Repetition.Required)).Columns[0].Field.ToString());
    }

    [Fact]
    public void Levels_count_the_optional_and_repeated_ancestors()
    {
        var schema = Build(
            Int64("id", Repetition.Required),
            Group("l", Repetition.Optional, 1, AnnotationKind.List), Group("list", Repetition.Repeated, 1),
            Group("element", Repetition.Optional, 2), Int64("a", Repetition.Required), Text("b", Repetition.Optional));
        Assert.Equal([(0, 0, 0), (3, 1, 1), (4, 1, 1)], schema.Leaves.Select(l => (l.MaxDefinitionLevel, l.MaxRepetitionLevel, l.FieldOrdinal)));
        Assert.Equal(["id", "l.list.element.a", "l.list.element.b"], schema.Leaves.Select(l => l.Name));
        Assert.Equal([true, false, false], schema.Leaves.Select(l => l.IsFlat));
    }

    [Fact]
    public void Contradictory_schemas_are_refused()
    {
        Refused("members", Group("g", Repetition.Required, 0));
        Refused("not repeated", Group("l", Repetition.Optional, 1, AnnotationKind.List), Int64("x", Repetition.Optional));
        Refused("instead of one", Group("l", Repetition.Optional, 2, AnnotationKind.List), Int64("x", Repetition.Repeated), Int64("y", Repetition.Repeated));
        Refused("not a repeated group", Group("m", Repetition.Optional, 1, AnnotationKind.Map), Int64("x", Repetition.Repeated));
        Refused("3 members", [Group("m", Repetition.Optional, 1, AnnotationKind.Map), Group("e", Repetition.Repeated, 3),
            Int64("a", Repetition.Required), Int64("b", Repetition.Required), Int64("c", Repetition.Required)]);
        Assert.Contains("belong to no group", Assert.Throws<CompactFormatException>(() =>
            new SchemaBuilder([Group("root", Repetition.Required, 1), Int64("a", Repetition.Required), Int64("b", Repetition.Required)])).Message);
        Assert.Contains("more members", Assert.Throws<CompactFormatException>(() =>
            new SchemaBuilder([Group("root", Repetition.Required, 2), Group("g", Repetition.Required, 1), Int64("b", Repetition.Required)])).Message);
        Assert.Contains("only 1 schema elements follow", Assert.Throws<CompactFormatException>(() =>
            new SchemaBuilder([Group("root", Repetition.Required, int.MaxValue), Int64("a", Repetition.Required)])).Message);
    }

    [Fact]
    public void Schemas_that_nest_too_deep_are_refused() =>
        Refused("deeper than 64", [.. Enumerable.Range(0, 100).Select(i => Group($"g{i}", Repetition.Repeated, 1)), Int64("x", Repetition.Required)]);

    private static void Refused(string why, params SchemaElement[] elements) =>
        Assert.Contains(why, Assert.Throws<CompactFormatException>(() => Build(elements)).Message);

    private static string Describe(params SchemaElement[] elements)
    {
        var field = Build(elements).Columns[0].Field;
        var element = field.Type.Children[0];
        return $"{field}; {element.Name}{(element.IsNullable ? " nullable" : "")}";
    }
}
