//! Pictures: what a view shows as a scene, as bytes for the window, as a file.

use std::collections::BTreeMap;

use atlas_analysis::clusters::ClusterConfig;
use atlas_analysis::exposure::Exposure;
use atlas_graph::{Accept, NodeId, Walks};
use atlas_map::style::Theme;
use atlas_map::world::{CoastPlace, Positions, Remembered, WorldInput, world};
use atlas_map::{Scene, export, frame};
use atlas_model::{LevelRank, level_rank};

use crate::dto::clip;
use crate::dto::{AppError, Code, PathRequest, ViewSpec, WorldView};
use crate::export::no_format;
use crate::frozen::Frozen;
use crate::groups::lane_named;
use crate::import::thousands;
use crate::{Job, Session};

/// Fewer identities that hold anything than this make no world: the first picture is their ways to
/// the coast (look §1).
const WORLD_FROM: usize = 40;
/// The setting that remembers where countries stood.
const POSITIONS: &str = "positions";

impl Session {
    /// The picture of a view as bytes for the window (the frame of `atlas_map::frame`).
    ///
    /// # Errors
    /// Where the view names nothing; cancelled.
    pub fn scene_bytes(&self, view: &ViewSpec, job: &Job) -> Result<Vec<u8>, AppError> {
        Ok(frame::encode(&self.scene(view, job)?))
    }

    /// The picture of a view in a file format.
    pub(crate) fn picture(&self, view: &ViewSpec, format: &str, theme: &str, job: &Job) -> Result<Vec<u8>, AppError> {
        if !["svg", "png", "pdf", "html"].contains(&format) {
            return Err(no_format(format, &["svg", "png", "pdf", "html"]));
        }
        let theme = Theme::from_word(theme)
            .ok_or_else(|| AppError::new(Code::Usage, format!("{theme:?} is no theme"), "Use light or dark."))?;
        let scene = self.scene(view, job)?;
        let failed = |e: export::ExportError| AppError::new(Code::Internal, e.to_string(), "Try another format.");
        match format {
            "svg" => Ok(export::svg(&scene, theme).into_bytes()),
            "png" => export::png(&scene, theme, 2.0).map_err(failed),
            "pdf" => export::pdf(&scene, theme).map_err(failed),
            _ => Ok(export::html(&scene, theme).into_bytes()),
        }
    }

    /// The picture of a view.
    ///
    /// # Errors
    /// Where the view names nothing; cancelled.
    pub fn scene(&self, view: &ViewSpec, job: &Job) -> Result<Scene, AppError> {
        let frozen = self.frozen(job)?;
        let mut scene = self.scene_of(&frozen, view, job)?;
        scene.reading = frozen.qualified(&scene.reading).into();
        Ok(scene)
    }

    fn scene_of(&self, frozen: &Frozen, view: &ViewSpec, job: &Job) -> Result<Scene, AppError> {
        match view {
            ViewSpec::World(of) => {
                let walks = Walks::new(&frozen.snapshot, &Accept::default());
                let acting = frozen.snapshot.identities().filter(|&n| !walks.targets(n).is_empty());
                let few = acting.take(WORLD_FROM).count() < WORLD_FROM;
                if few && !frozen.tier0().is_empty() {
                    let request = PathRequest { all_shortest: true, ..PathRequest::default() };
                    return self.paths_scene(frozen, &request, job);
                }
                self.world_scene(frozen, of, job)
            }
            ViewSpec::Paths(request) => self.paths_scene(frozen, request, job),
            ViewSpec::Street(of) => Ok(self.street_of(frozen, of, job)?.scene),
            ViewSpec::Query(request) => self.query_scene(frozen, request, job),
            ViewSpec::Matrix(of) => self.matrix_scene(of, false, job),
            ViewSpec::Group(of) => self.matrix_scene(of, true, job),
        }
    }

    fn world_scene(&self, frozen: &Frozen, view: &WorldView, job: &Job) -> Result<Scene, AppError> {
        let (drawn, previous) =
            self.drawing_world(frozen, view, job, |input| (world(input), input.previous.clone()))?;
        // Where a part stands says nothing about where the whole does.
        let whole = view.lane.is_none() && view.open.is_empty();
        if whole && frozen.partial.is_none() && drawn.positions != previous {
            self.remember(&drawn.positions);
        }
        Ok(drawn.scene)
    }

    /// What a world is drawn from, for whoever draws it or a part of it.
    pub(crate) fn drawing_world<T>(
        &self,
        frozen: &Frozen,
        view: &WorldView,
        job: &Job,
        draw: impl FnOnce(&WorldInput<'_>) -> T,
    ) -> Result<T, AppError> {
        let clusters = self.clusters_of(frozen, &ClusterConfig::default(), job)?;
        let outliers = self.outliers_of(frozen, &clusters, job)?;
        let exposure = self.exposed(frozen, job)?;
        let lane = view.lane.as_deref().map(lane_named).transpose()?;
        let coast = coast(frozen, &exposure);
        let reach: Vec<f32> = frozen
            .snapshot
            .nodes()
            .map(|n| if exposure.counts(n) && exposure.reaches_any(n) { exposure.likelihood(n) } else { 0.0 })
            .collect();
        let open: Vec<Box<str>> = view.open.iter().map(|o| o.as_str().into()).collect();
        let whole = lane.is_none() && open.is_empty();
        let previous = if whole { self.remembered()? } else { Positions::default() };
        Ok(draw(&WorldInput {
            snapshot: &frozen.snapshot,
            clusters: &clusters,
            outliers: Some(&outliers),
            coast: &coast,
            reach: &reach,
            lane,
            open: &open,
            names: &BTreeMap::new(),
            previous: &previous,
            stamp: &self.stamp(frozen),
        }))
    }

    /// Workspace, revision and data date, for the margin of a picture.
    pub(crate) fn stamp(&self, frozen: &Frozen) -> String {
        let r = &frozen.revision;
        let name = self.name();
        let date = r.as_of.as_deref().or(r.label.as_deref()).map(|d| format!(" · data of {d}")).unwrap_or_default();
        let part = frozen.partial.as_ref().map(|p| format!(" · {}", p.sentence)).unwrap_or_default();
        format!("{name} · revision {} ({}){date}{part}", r.number, r.id.get(..8).unwrap_or(&r.id))
    }

    fn remembered(&self) -> Result<Positions, AppError> {
        let Some(text) = self.store().setting(POSITIONS)? else { return Ok(Positions::default()) };
        let rows: Vec<(String, String, f32, f32, f32)> = serde_json::from_str(&text).unwrap_or_default();
        let row = |(group, name, x, y, share): (String, String, f32, f32, f32)| Remembered {
            group: group.into(),
            name: name.into(),
            x,
            y,
            share,
        };
        Ok(Positions(rows.into_iter().map(row).collect()))
    }

    /// Keep positions; a workspace that is open for reading keeps its old ones.
    fn remember(&self, positions: &Positions) {
        let rows: Vec<_> = positions.0.iter().map(|r| (&*r.group, &*r.name, r.x, r.y, r.share)).collect();
        if let Ok(text) = serde_json::to_string(&rows) {
            let _ = self.store().set_setting(POSITIONS, Some(&text));
        }
    }
}

/// Tier 0 as places of the coast: nodes that exactly the same identities reach stand together.
fn coast(frozen: &Frozen, exposure: &Exposure) -> Vec<CoastPlace> {
    let snapshot = &frozen.snapshot;
    let counted: Vec<NodeId> = snapshot.identities().filter(|&n| exposure.counts(n)).collect();
    let mut places: BTreeMap<(Vec<NodeId>, &str), Vec<NodeId>> = BTreeMap::new();
    for (at, &target) in exposure.order().iter().enumerate() {
        let exposed = counted.iter().copied().filter(|&n| n != target && exposure.reaches(n, at)).collect();
        places.entry((exposed, snapshot.kind(target))).or_default().push(target);
    }
    let place = |((exposed, kind), nodes): ((Vec<NodeId>, &str), Vec<NodeId>)| {
        let first = snapshot.name(nodes[0]);
        let label = match nodes.len() {
            1 => first.to_owned(),
            n => {
                let (one, many) = atlas_model::describe_node(kind);
                format!("{first} and {} more {}", thousands(clip(n - 1)), if n == 2 { one } else { many })
            }
        };
        CoastPlace { label: label.into(), detail: detail(frozen, &nodes).into(), nodes, exposed }
    };
    places.into_iter().map(place).collect()
}

/// What counts as reaching: "write or more" where levels do, else nothing.
fn detail(frozen: &Frozen, nodes: &[NodeId]) -> String {
    let snapshot = &frozen.snapshot;
    let levels = nodes.iter().flat_map(|&n| snapshot.in_edges(n)).map(|e| snapshot.meaning(e)).filter(|m| m.walked);
    let ranks = levels.filter_map(|m| m.level.as_deref()).map(level_rank).filter(|r| *r != LevelRank::Unknown);
    match ranks.min() {
        Some(LevelRank::Admin) => "admin".to_owned(),
        Some(rank) => format!("{} or more", rank.word()),
        None => String::new(),
    }
}
