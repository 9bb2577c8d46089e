using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace Rehearsal.Aws.LoadBalancing;

/// <summary>Decides whether a target or the load balancer answers a request.</summary>
internal sealed class Listener
{
    private readonly ConcurrentDictionary<string, ListenerRule> rules = new();

    /// <summary>The answer if no rule matches; null forwards to a target.</summary>
    public FixedResponse? Default { get; set; }

    public void Set(string id, ListenerRule rule) => rules[id] = rule;

    public void Remove(string id) => rules.TryRemove(id, out _);

    /// <returns>Null if the request is forwarded to a target.</returns>
    public FixedResponse? AnswerTo(HttpRequest request)
    {
        var rule = rules.Values.Where(rule => rule.Fits(request)).MinBy(rule => rule.Priority);
        return rule is null ? Default : rule.Answer;
    }
}
