package io.warmtag;

import io.warmtag.api.ApiPart;
import io.warmtag.api.AudienceContactsApi;
import io.warmtag.api.AudiencesApi;
import io.warmtag.api.BacktestsApi;
import io.warmtag.api.ConnectionApi;
import io.warmtag.api.ContactListApi;
import io.warmtag.api.ContactsApi;
import io.warmtag.api.DeliveriesApi;
import io.warmtag.api.DestinationsApi;
import io.warmtag.api.FeedsApi;
import io.warmtag.api.JoinsApi;
import io.warmtag.api.OffersApi;
import io.warmtag.api.OrdersApi;
import io.warmtag.api.PeopleApi;
import io.warmtag.api.ProductsApi;
import io.warmtag.api.ReportsApi;
import io.warmtag.api.RuleWhyApi;
import io.warmtag.api.RulesApi;
import io.warmtag.audit.AuditStore;
import io.warmtag.campaign.OfferDesk;
import io.warmtag.console.AudienceMemberPages;
import io.warmtag.console.AudiencePages;
import io.warmtag.console.BacktestPages;
import io.warmtag.console.CampaignReportPages;
import io.warmtag.console.ColdExclusionPages;
import io.warmtag.console.Console;
import io.warmtag.console.ContactListPages;
import io.warmtag.console.ContactPages;
import io.warmtag.console.DeliveryPages;
import io.warmtag.console.DestinationPage;
import io.warmtag.console.DestinationPages;
import io.warmtag.console.FeedPages;
import io.warmtag.console.JoinPages;
import io.warmtag.console.MovePages;
import io.warmtag.console.OfferPages;
import io.warmtag.console.OfferPartsPages;
import io.warmtag.console.OfferTests;
import io.warmtag.console.OrderFormPages;
import io.warmtag.console.OrderPages;
import io.warmtag.console.PersonPages;
import io.warmtag.console.PreviewPages;
import io.warmtag.console.ProductPages;
import io.warmtag.console.RetargetingNames;
import io.warmtag.console.RulePages;
import io.warmtag.console.RuleReportPages;
import io.warmtag.console.RuleStartPages;
import io.warmtag.console.RuleWhyPages;
import io.warmtag.console.RulesPages;
import io.warmtag.container.Sentences;
import io.warmtag.db.Database;
import io.warmtag.destination.DestinationServices;
import io.warmtag.event.EventCountStore;
import io.warmtag.people.PeopleServices;
import io.warmtag.people.PersonServices;
import io.warmtag.preview.PixelSightings;
import io.warmtag.preview.Previews;
import io.warmtag.publish.Manifest;
import io.warmtag.publish.OfferFrame;
import io.warmtag.rule.FiringLog;
import io.warmtag.rule.RuleDesk;
import io.warmtag.web.BaseUrl;
import io.warmtag.web.Messages;
import io.warmtag.web.Routes;
import java.time.Clock;
import java.util.List;

/** The API and the pages about people and what follows from what they do. */
final class RetargetingEdges {
    private final Retargeting retargeting;
    private final OfferDesk desk;
    private final DestinationServices destinations;
    private final PeopleServices people;
    private final PersonServices persons;
    private final RuleDesk rules;
    private final AuditStore audit;
    private final PixelSightings pixel;

    /** @param pixel where a browser was seen to call Meta's pixel */
    RetargetingEdges(
            Retargeting retargeting,
            PeopleServices people,
            PersonServices persons,
            Database database,
            Messages messages,
            PixelSightings pixel) {
        this.retargeting = retargeting;
        this.desk = retargeting.offering().desk();
        this.destinations = retargeting.outward().services();
        this.people = people;
        this.persons = persons;
        this.rules = retargeting.desk(new FiringLog(database), messages);
        this.audit = new AuditStore(database);
        this.pixel = pixel;
    }

    List<ApiPart> api(Sentences sentences) {
        Clock clock = Clock.systemUTC();
        return List.of(
                new AudiencesApi(retargeting.audiences(), sentences),
                new AudienceContactsApi(retargeting.audiences(), people.contacts(), audit),
                new BacktestsApi(retargeting.audiences(), rules.rules(), retargeting.backtests(), sentences),
                new RulesApi(rules, sentences),
                new RuleWhyApi(rules, sentences),
                new OffersApi(desk, rules.rules(), sentences, audit, clock),
                new DestinationsApi(destinations, rules.rules(), audit, clock),
                new ConnectionApi(destinations, pixel::of),
                new DeliveriesApi(destinations.deliveries(), audit),
                new ProductsApi(retargeting.products().store(), clock),
                new FeedsApi(retargeting.products().feeds(), sentences, audit),
                new OrdersApi(people, audit, clock),
                new ContactsApi(people.contacts(), audit),
                new JoinsApi(people.joins(), audit),
                new ContactListApi(persons.contacts(), audit),
                new PeopleApi(persons, audit, clock),
                new ReportsApi(retargeting.reports(), rules.rules(), audit, clock));
    }

    RetargetingNames names() {
        return new RetargetingNames(
                rules.rules(), retargeting.audiences().directory(), desk.offers(), destinations.targets());
    }

    List<Routes> pages(Console console, EventCountStore counts) {
        return List.of(
                new AudiencePages(console, retargeting.audiences()),
                new AudienceMemberPages(console, retargeting.audiences(), people.contacts(), audit),
                new BacktestPages(console, retargeting.audiences(), rules.rules(), retargeting.backtests()),
                new RulesPages(console, rules, retargeting.audiences(), retargeting.backtests(), counts),
                new RuleStartPages(console, rules),
                new RuleWhyPages(console, rules, retargeting.audiences().directory()),
                new RulePages(console, rules),
                // Before the pages of one destination, whose address is any word.
                new ColdExclusionPages(console, rules.starter()),
                new DestinationPages(console, destinations, rules.rules(), audit),
                new DestinationPage(console, destinations, rules.rules(), audit, pixel::of),
                new DeliveryPages(console, destinations, audit),
                new ContactPages(console, people, audit),
                new PersonPages(console, persons, audit),
                new ContactListPages(console, persons.contacts(), audit),
                new JoinPages(console, people.joins(), audit),
                new OrderPages(console, people, audit),
                new OrderFormPages(console, people, audit),
                new ProductPages(console, retargeting.products()),
                new FeedPages(console, retargeting.products(), audit),
                new RuleReportPages(
                        console, rules.rules(), retargeting.reports().rules(), audit),
                new MovePages(console, retargeting.reports().moves()),
                new CampaignReportPages(
                        console,
                        retargeting.reports().campaigns(),
                        retargeting.reports().costs(),
                        audit));
    }

    List<Routes> offerPages(
            Console console, Previews previews, PreviewPages doors, BaseUrl baseUrl, Manifest manifest) {
        var tests = new OfferTests(console, desk, previews, doors, baseUrl);
        return List.of(
                tests,
                new OfferPartsPages(console, desk, audit, new OfferFrame(manifest)),
                new OfferPages(console, desk, rules.rules(), audit, tests));
    }
}
