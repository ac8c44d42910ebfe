using System.Text.Json.Nodes;

namespace Kartothek.Core.Tests;

/// <summary>The vectors of format.md 11.9 for Python's rules, and ours.</summary>
public sealed class MetadataMergeTests
{
    [Theory]
    [InlineData("""[{"a":1,"b":1},{"a":1,"b":2}]""", """{"a":1}""")]
    [InlineData("""[{"a":1,"b":1},{"a":1,"b":2},{"a":2,"b":2}]""", "{}")]
    [InlineData("""[{"a":1,"b":1},{"a":1,"c":3}]""", """{"a":1,"b":1,"c":3}""")]
    [InlineData("""[{"a":1,"b":[1]},{"a":1,"b":1}]""", """{"a":1}""")]
    [InlineData("""[{"a":{"x":1},"b":{"y":1}},{"a":{"x":1},"b":{"y":2}}]""", """{"a":{"x":1}}""")]
    [InlineData("""[{"a":[1,2],"b":{"c":[3]}},{"a":[1,2],"b":{"c":[3]}}]""", """{"a":[1,2],"b":{"c":[3]}}""")]
    [InlineData("""[{"a":1,"b":{}}]""", """{"a":1}""")]
    [InlineData("""[{"a":1},{"a":2},{"a":1}]""", "{}")]
    [InlineData("""[{"a":1},{"a":1},{"a":2}]""", "{}")]
    [InlineData("""[{"a":null},{"a":2}]""", """{"a":2}""")]
    public void Both_libraries_combine_these_alike(string all, string expected)
    {
        Same(expected, Combine(all, MetadataRule.Kartothek));
        Same(expected, Combine(all, MetadataRule.Plateau));
    }

    [Theory]
    [InlineData("""[{"a":[1]},{"a":[2]}]""", """{"a":null}""", """{"a":[1,2]}""")]
    [InlineData("""[{"a":[1]},{"a":[2]},{"a":[3]}]""", """{"a":[2]}""", """{"a":[1,3,2]}""")]
    [InlineData("""[{"a":{"b":[1]}},{"a":{"b":[2]}}]""", """{"a":{"b":null}}""", """{"a":{"b":[2,1]}}""")]
    public void Lists_are_lost_by_Kartothek_and_put_together_by_Plateau(string all, string kartothek, string plateau)
    {
        Same(kartothek, Combine(all, MetadataRule.Kartothek));
        Same(plateau, Combine(all, MetadataRule.Plateau));
    }

    [Fact]
    public void Our_rule_replaces_whole_keys_and_removes_those_that_are_null() =>
        Assert.Equal("""{"b":{"y":2},"c":3,"d":[4]}""", Update("""{"a":1,"b":{"x":1},"c":3}""", """{"a":null,"b":{"y":2},"d":[4]}""", MetadataRule.Replace));

    [Fact]
    public void Nothing_can_be_removed_by_Pythons_rules()
    {
        Same("""{"a":1,"b":{"x":1,"y":2}}""", Update("""{"a":1,"b":{"x":1}}""", """{"a":null,"b":{"y":2}}""", MetadataRule.Kartothek));
        Same("""{"a":1,"b":{}}""", Update("""{"a":1,"b":{}}""", """{"a":2}""", MetadataRule.Plateau));
    }

    [Fact]
    public void An_update_of_nothing_is_the_update_and_leaves_its_arguments_alone()
    {
        var changes = Parse("""{"a":{"b":1}}""");
        var result = MetadataMerge.Update(null, changes);
        result["a"]!["b"] = 2;
        Assert.Equal("""{"a":{"b":1}}""", changes.ToJsonString());
    }

    /// <summary>Objects are equal whatever the order of their keys, lists aren't.</summary>
    private static void Same(string expected, string actual) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"{expected} was expected, not {actual}.");

    private static string Combine(string all, MetadataRule rule) =>
        MetadataMerge.Combine([.. JsonNode.Parse(all)!.AsArray().Select(n => n!.AsObject())], rule).ToJsonString();

    private static string Update(string stored, string changes, MetadataRule rule) => MetadataMerge.Update(Parse(stored), Parse(changes), rule).ToJsonString();

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}
