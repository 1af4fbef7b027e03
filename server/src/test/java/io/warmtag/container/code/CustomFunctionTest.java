package io.warmtag.container.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.warmtag.catalog.Message;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CustomFunctionTest {
    private static String text(String code) {
        CustomFunction.Reading reading = CustomFunction.read(code, Map.of("X", 7, "Y", 3)::get);
        return reading instanceof CustomFunction.Reading.Good good
                ? good.text()
                : ((CustomFunction.Reading.Wrong) reading).message().key();
    }

    @Test
    void makesVariablesCallsWhereverTheyStand() {
        assertEquals("v=>(function(){return v(7)*2})", text("function() { return {{X}} * 2; }"));
        assertEquals(
                "v=>(function(){return\"a\"+v(7)+\"b\"+v(3)+v(7)})",
                text("function(){ return \"a{{X}}b{{Y}}\" + {{X}} }"));
        assertEquals("v=>(()=>`t${v(7)}${v(3)}`)", text("()=>`t${ {{X}} }{{Y}}`"));
        assertEquals(
                "v=>(function(){return\"\"+v(7)+\"a\"+(\"\"+v(3)+\"1\")})",
                text("function(){ return \"{{X}}a\" + '{{ Y }}1'; }"));
    }

    @Test
    void doesNotTakeANameThatTheCodeUses() {
        assertEquals("v1=>(function(){var v=v1(7);return v})", text("function(){ var v = {{X}}; return v; }"));
    }

    @Test
    void takesOneFunctionAndNothingElse() {
        assertEquals("v=>(function(){return a?.b??1})", text("function(){ return a?.b ?? 1 }; // end"));
        for (String code : new String[] {
            "function(){},alert(1)", "alert(1)", "function(){}\n(1)", "function(){}; alert(1)", "1", "f=function(){}"
        }) {
            assertEquals("problem.code.function", text(code), code);
        }
        assertEquals("problem.code.async", text("async function(){}"));
        assertEquals("problem.code.async", text("function*(){}"));
        assertEquals("problem.code.language", text("function(){ a ??= 1 }"));
        assertEquals("problem.code.syntax", text("function(){ return 1 "));
    }

    @Test
    void refusesRegularExpressionsThatExplode() {
        assertEquals(
                Optional.of(new Message("problem.code.explodes", Map.of("line", 2, "column", 9))),
                CustomFunction.problem("function(){ return 1 +\n  f(    /(a+)+$/.exec({{X}}))}"));
        assertEquals("problem.code.explodes", text("x => new RegExp('^(\\\\w+\\\\s?)*$').test({{X}})"));
        assertEquals("problem.code.explodes", text("x => RegExp('(a|a)*b', 'i')"));
        // Slow, unknown to our reader of patterns, or made of something else: let be.
        assertEquals("v=>(()=>/a.*b.*c.*d/)", text("()=>/a.*b.*c.*d/"));
        assertEquals("v=>(()=>/(?<y>\\p{L}+)/u)", text("()=>/(?<y>\\p{L}+)/u"));
        assertEquals("v=>(a=>new RegExp(a))", text("a=>new RegExp(a)"));
    }

    @Test
    void refusesVariablesWhereOnlyNamesStand() {
        for (String code : new String[] {
            "function(){ {{X}} = 1 }",
            "function(){ const {{X}} = 1 }",
            "function({{X}}){}",
            "function(){ return { {{X}}: 1 } }",
            "function(){ return a.{{X}} }",
            "function(){ {{X}}++ }"
        }) {
            assertEquals("problem.code.place", text(code), code);
        }
        assertEquals("problem.code.regex", text("function(){ return /{{X}}/ }"));
    }

    @Test
    void saysLineAndColumnAsTheWriterSeesThem() {
        var reading = CustomFunction.read("function () {\n  // {{X}}\n  return {{X}} +;\n}", name -> 0);
        var arguments = ((CustomFunction.Reading.Wrong) reading).message().arguments();
        assertEquals(3, arguments.get("line"));
        // The parser points just behind what it could not read.
        assertEquals(18, arguments.get("column"));
    }

    @Test
    void leavesNothingThatEndsAScript() {
        String text = text("function(){ return '</script><!--' + /<\\/script>/.source }");
        assertFalse(text.contains("</script"), text);
        assertFalse(text.contains("<!--"), text);
    }
}
